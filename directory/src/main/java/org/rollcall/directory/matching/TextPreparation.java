package org.rollcall.directory.matching;

import com.ongres.stringprep.Tables;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * String preparation (RFC 4518), one constant for each way that the text rules differ in.
 *
 * <p>The prepared form is kept without the spaces that RFC 4518 §2.6.1 adds at the ends and doubles inside: the two
 * forms map onto each other one to one and in the same order, except that a value of spaces only is the empty string.
 * {@link #printed} gives the form as the RFC prints it, which substrings that begin or end with a space need.
 *
 * <p>The RFC freezes Unicode at 3.2. Code points assigned since are not refused, as its table A.1 would: they are folded
 * and normalized as the Java platform knows them, so that an entry with a name of today can be found.
 */
enum TextPreparation {
    CASE_IGNORE(true, Insignificant.REPEATED_SPACES),
    CASE_EXACT(false, Insignificant.REPEATED_SPACES),
    NUMERIC(true, Insignificant.ALL_SPACES),
    TELEPHONE(true, Insignificant.SPACES_AND_HYPHENS);

    private enum Insignificant {
        REPEATED_SPACES,
        ALL_SPACES,
        SPACES_AND_HYPHENS
    }

    private final boolean foldsCase;
    private final Insignificant insignificant;

    TextPreparation(boolean foldsCase, Insignificant insignificant) {
        this.foldsCase = foldsCase;
        this.insignificant = insignificant;
    }

    boolean foldsCase() {
        return foldsCase;
    }

    /** Whether preparation leaves a {@linkplain AsciiText#isPlain plain} value as it is, but for case. */
    boolean keepsPlainText() {
        return insignificant == Insignificant.REPEATED_SPACES;
    }

    /** A value or an assertion of a whole value; null where it holds a prohibited code point or is not UTF-8. */
    @Nullable
    String value(byte[] src, int offset, int length) {
        return prepared(src, offset, length, false);
    }

    /** A part of a substring assertion. Spaces at its ends stay, as one; a part of spaces only is one space. */
    @Nullable
    String part(byte[] src, int offset, int length) {
        return prepared(src, offset, length, true);
    }

    private @Nullable String prepared(byte[] src, int offset, int length, boolean isPart) {
        if (keepsPlainText() && AsciiText.isPlain(src, offset, length)) {
            return foldsCase ? plainLower(src, offset, length) : latin1(src, offset, length);
        }
        String text = mapped(src, offset, length);
        return text == null ? null : withoutInsignificant(text, isPart);
    }

    /** The form of RFC 4518 §2.6.1: a space at each end, inner spaces doubled, two spaces where there is no text. */
    static String printed(String prepared) {
        return prepared.isEmpty() ? "  " : " " + withInnerSpacesDoubled(prepared) + " ";
    }

    /** Doubles each significant space that has a neighbour on both sides. */
    static String withInnerSpacesDoubled(String prepared) {
        StringBuilder doubled = new StringBuilder(prepared.length() + 8);
        for (int i = 0; i < prepared.length(); i++) {
            doubled.append(prepared.charAt(i));
            if (i > 0 && i < prepared.length() - 1 && isSpace(prepared, i)) {
                doubled.append(' ');
            }
        }
        return doubled.toString();
    }

    private static String latin1(byte[] src, int offset, int length) {
        return new String(src, offset, length, StandardCharsets.ISO_8859_1);
    }

    private static String plainLower(byte[] src, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (AsciiText.lower(src[i]) != src[i]) {
                byte[] folded = new byte[length];
                for (int j = 0; j < length; j++) {
                    folded[j] = AsciiText.lower(src[offset + j]);
                }
                return latin1(folded, 0, length);
            }
        }
        return latin1(src, offset, length);
    }

    // Transcode, Map, Normalize, Prohibit: RFC 4518 §2.1 to §2.4.
    private @Nullable String mapped(byte[] src, int offset, int length) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(src, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        String prepared = Normalizer.normalize(map(text), Normalizer.Form.NFKC);
        // Normalization of code points younger than Unicode 3.2 can bring capital letters back.
        String again = Normalizer.normalize(map(prepared), Normalizer.Form.NFKC);
        return again.codePoints().anyMatch(TextPreparation::isProhibited) ? null : again;
    }

    private String map(String text) {
        StringBuilder mapped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isMappedToSpace(codePoint)) {
                mapped.append(' ');
            } else if (!isMappedToNothing(codePoint)) {
                if (foldsCase) {
                    appendFolded(mapped, codePoint);
                } else {
                    mapped.appendCodePoint(codePoint);
                }
            }
        }
        return mapped.toString();
    }

    // Table B.2 of RFC 3454.
    private static void appendFolded(StringBuilder mapped, int codePoint) {
        if (Tables.unassignedCodePoints(codePoint)) {
            mapped.appendCodePoint(Character.toLowerCase(Character.toUpperCase(codePoint)));
            return;
        }
        for (int folded : Tables.mapWithNfkc(codePoint)) {
            mapped.appendCodePoint(folded);
        }
    }

    private static boolean isMappedToSpace(int c) {
        return (c >= 0x09 && c <= 0x0d)
                || c == 0x85
                || c == 0x20
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    private static boolean isMappedToNothing(int c) {
        return c < 0x20
                || (c >= 0x7f && c <= 0x9f)
                || c == 0xad
                || c == 0x034f
                || c == 0x06dd
                || c == 0x070f
                || c == 0x1806
                || (c >= 0x180b && c <= 0x180e)
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x2063)
                || (c >= 0x206a && c <= 0x206f)
                || (c >= 0xfe00 && c <= 0xfe0f)
                || c == 0xfeff
                || (c >= 0xfff9 && c <= 0xfffc)
                || (c >= 0x1d173 && c <= 0x1d17a)
                || c == 0xe0001
                || (c >= 0xe0020 && c <= 0xe007f);
    }

    private static boolean isProhibited(int c) {
        return c == 0xfffd
                || switch (Character.getType(c)) {
                    case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> true;
                    default -> Tables.prohibitionChangeDisplayProperties(c);
                };
    }

    private String withoutInsignificant(String text, boolean isPart) {
        StringBuilder kept = new StringBuilder(text.length());
        boolean spacePending = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(text, i)) {
                spacePending = insignificant == Insignificant.REPEATED_SPACES;
            } else if (!isInsignificantHyphen(text, i)) {
                if (spacePending && (isPart || !kept.isEmpty())) {
                    kept.append(' ');
                }
                spacePending = false;
                kept.append(c);
            }
        }
        if (isPart && insignificant == Insignificant.REPEATED_SPACES && (spacePending || kept.isEmpty())) {
            kept.append(' ');
        }
        return kept.toString();
    }

    private boolean isInsignificantHyphen(String text, int index) {
        return insignificant == Insignificant.SPACES_AND_HYPHENS
                && switch (text.charAt(index)) {
                    case '-', '\u058a', '\u2010', '\u2011', '\u2212', '\ufe63', '\uff0d' ->
                        !isFollowedByMark(text, index);
                    default -> false;
                };
    }

    private static boolean isSpace(String text, int index) {
        return text.charAt(index) == ' ' && !isFollowedByMark(text, index);
    }

    private static boolean isFollowedByMark(String text, int index) {
        if (index + 1 >= text.length()) {
            return false;
        }
        return switch (Character.getType(text.codePointAt(index + 1))) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
