package org.rollcall.identity.text;

import com.ongres.stringprep.Option;
import com.ongres.stringprep.Profile;
import com.ongres.stringprep.Tables;
import java.nio.CharBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * SASLprep (RFC 4013), and the same with case folded. Code points that were assigned after Unicode 3.2, where the RFC
 * stopped, pass as they are, stored or asked for, so that a name or password of today can be had.
 */
public final class Preparation {
    private static final Profile EXACT = new SaslPrep(false);
    private static final Profile CASELESS = new SaslPrep(true);

    private Preparation() {}

    /** The text as it counts; empty where it holds what no name or password may hold. */
    public static Optional<String> exact(String text) {
        return prepare(EXACT, text);
    }

    /** As {@link #exact}, equal for texts that differ in case only. */
    public static Optional<String> caseless(String text) {
        return prepare(CASELESS, text);
    }

    /** As {@link #exact(String)}, for a secret: plain ASCII leaves no other copy than the one returned. */
    public static Optional<char[]> exact(char[] text) {
        if (isPlain(text)) {
            return Optional.of(text.clone());
        }
        if (isNothing(CharBuffer.wrap(text))) {
            return Optional.of(new char[0]);
        }
        try {
            return Optional.of(EXACT.prepareQuery(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> prepare(Profile profile, String text) {
        if (isNothing(text)) {
            return Optional.of("");
        }
        try {
            return Optional.of(profile.prepareQuery(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the library fails to prepare: it looks at the first character of what is left. */
    private static boolean isNothing(CharSequence text) {
        return text.codePoints().allMatch(Tables::mapToNothing);
    }

    private static boolean isPlain(char[] text) {
        for (char c : text) {
            if (c < 0x20 || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private record SaslPrep(boolean foldsCase) implements Profile {
        @Override
        public Set<Option> profile() {
            Set<Option> options = EnumSet.of(
                    Option.MAP_TO_NOTHING,
                    Option.ADDITIONAL_MAPPING,
                    Option.NORMALIZE_KC,
                    Option.CHECK_BIDI,
                    Option.FORBID_NON_ASCII_SPACES,
                    Option.FORBID_ASCII_CONTROL,
                    Option.FORBID_NON_ASCII_CONTROL,
                    Option.FORBID_PRIVATE_USE,
                    Option.FORBID_NON_CHARACTER,
                    Option.FORBID_SURROGATE,
                    Option.FORBID_INAPPROPRIATE_FOR_PLAIN_TEXT,
                    Option.FORBID_INAPPROPRIATE_FOR_CANON_REP,
                    Option.FORBID_CHANGE_DISPLAY_AND_DEPRECATED,
                    Option.FORBID_TAGGING);
            if (foldsCase) {
                options.add(Option.CASE_FOLD_NFKC);
            }
            return options;
        }

        // Spaces of other scripts count as the common one (RFC 4013 §2.1).
        @Override
        public int[] additionalMappingTable(int codePoint) {
            return new int[] {Tables.prohibitionNonAsciiSpace(codePoint) ? ' ' : codePoint};
        }
    }
}
