package org.rollcall.directory.matching;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A prepared substring assertion (RFC 4517 §4.2.6 and its kin). It holds the parts twice: as octets for
 * {@linkplain AsciiText#isPlain plain} values, where nothing is allocated, and as strings for all others. Both give the
 * same answers.
 */
public final class SubstringPattern implements ValuePattern {
    private final Parts<String> parts;
    private final Parts<byte[]> plainParts;
    private final ValuePreparation preparation;
    private final boolean foldsCase;
    private final boolean comparesPrinted;
    private final boolean takesPlain;
    private final boolean isAscii;
    private final String prefix;

    /** How a stored value becomes a string; null where it cannot be prepared. */
    @FunctionalInterface
    interface ValuePreparation {
        @Nullable
        String prepare(byte[] src, int offset, int length);
    }

    record Parts<T>(Optional<T> initial, List<T> any, Optional<T> last) {
        <R> Parts<R> map(Function<T, R> change) {
            List<R> changed = new ArrayList<>(any.size());
            for (int i = 0; i < any.size(); i++) {
                changed.add(change.apply(any.get(i)));
            }
            return new Parts<>(initial.map(change), changed, last.map(change));
        }

        boolean anyMatch(Predicate<T> test) {
            boolean found =
                    initial.filter(test).isPresent() || last.filter(test).isPresent();
            for (int i = 0; i < any.size() && !found; i++) {
                found = test.test(any.get(i));
            }
            return found;
        }
    }

    /**
     * @param prepared as {@link TextPreparation#part} leaves them
     * @param takesPlain whether a plain value, read without regard to its structure, has the same substrings
     */
    SubstringPattern(Parts<String> prepared, TextPreparation text, ValuePreparation preparation, boolean takesPlain) {
        // What begins a value has no space before it that counts, nor what ends one behind it.
        Parts<String> trimmed = new Parts<>(
                prepared.initial().map(p -> p.equals(" ") ? p : p.stripLeading()),
                prepared.any(),
                prepared.last().map(p -> p.equals(" ") ? p : p.stripTrailing()));
        this.preparation = preparation;
        this.foldsCase = text.foldsCase();
        this.comparesPrinted = text.keepsPlainText() && trimmed.anyMatch(p -> p.startsWith(" ") || p.endsWith(" "));
        this.parts = comparesPrinted ? asPrinted(trimmed) : trimmed;
        this.isAscii = !trimmed.anyMatch(p -> !MatchingRule.isAscii(p));
        this.takesPlain = takesPlain && text.keepsPlainText() && !comparesPrinted;
        this.plainParts = trimmed.map(p -> p.getBytes(StandardCharsets.ISO_8859_1));
        this.prefix = trimmed.initial().orElse("").stripTrailing();
    }

    /** What the prepared form of every matching value begins with; empty where nothing is known of that. */
    public String prefix() {
        return prefix;
    }

    @Override
    public boolean matches(byte[] src, int offset, int length) {
        if (takesPlain && AsciiText.isPlain(src, offset, length)) {
            return isAscii && matchesPlain(src, offset, length);
        }
        String prepared = preparation.prepare(src, offset, length);
        return prepared != null && matchesPrepared(prepared);
    }

    /** As {@link #matches} for what {@link MatchingRule#normalize} made of the value. */
    public boolean matchesPrepared(String prepared) {
        String text = comparesPrinted ? TextPreparation.printed(prepared) : prepared;
        int from = 0;
        int end = text.length();
        if (parts.initial().isPresent()) {
            String initial = parts.initial().get();
            if (!text.startsWith(initial)) {
                return false;
            }
            from = initial.length();
        }
        if (parts.last().isPresent()) {
            String last = parts.last().get();
            if (!text.endsWith(last)) {
                return false;
            }
            end -= last.length();
        }
        List<String> any = parts.any();
        for (int i = 0; i < any.size(); i++) {
            int at = text.indexOf(any.get(i), from);
            if (at < 0) {
                return false;
            }
            from = at + any.get(i).length();
        }
        return from <= end;
    }

    private boolean matchesPlain(byte[] src, int offset, int length) {
        int from = offset;
        int end = offset + length;
        if (plainParts.initial().isPresent()) {
            byte[] initial = plainParts.initial().get();
            if (!startsWith(src, from, end - from, initial)) {
                return false;
            }
            from += initial.length;
        }
        if (plainParts.last().isPresent()) {
            byte[] last = plainParts.last().get();
            if (!endsWith(src, offset, length, last)) {
                return false;
            }
            end -= last.length;
        }
        List<byte[]> any = plainParts.any();
        for (int i = 0; i < any.size() && from <= end; i++) {
            byte[] part = any.get(i);
            int at = foldsCase
                    ? AsciiText.indexOfIgnoreCase(src, from, end - from, part)
                    : AsciiText.indexOf(src, from, end - from, part);
            if (at < 0) {
                return false;
            }
            from = at + part.length;
        }
        return from <= end;
    }

    private boolean startsWith(byte[] src, int offset, int length, byte[] part) {
        return length >= part.length && equal(src, offset, part);
    }

    private boolean endsWith(byte[] src, int offset, int length, byte[] part) {
        return length >= part.length && equal(src, offset + length - part.length, part);
    }

    private boolean equal(byte[] src, int offset, byte[] part) {
        return foldsCase
                ? AsciiText.equalsIgnoreCase(src, offset, part.length, part)
                : AsciiText.equals(src, offset, part.length, part);
    }

    private static Parts<String> asPrinted(Parts<String> trimmed) {
        return new Parts<>(
                trimmed.initial().map(p -> p.equals(" ") ? p : " " + TextPreparation.withInnerSpacesDoubled(p)),
                trimmed.any().stream()
                        .map(TextPreparation::withInnerSpacesDoubled)
                        .toList(),
                trimmed.last().map(p -> p.equals(" ") ? p : TextPreparation.withInnerSpacesDoubled(p) + " "));
    }
}
