package org.rollcall.directory.matching;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.OctetString;

/**
 * A matching rule (RFC 4512 §4.1.3). It compares by normal form: a string that is the same for two values if and only if
 * they match, and whose natural order is the order of the ordering rule. Immutable.
 */
public final class MatchingRule {
    /** What an assertion of the rule says of a value. */
    public enum Kind {
        EQUALITY,
        ORDERING,
        SUBSTRINGS
    }

    private final String oid;
    private final String name;
    private final Kind kind;
    private final Syntax assertionSyntax;
    private final Set<Syntax> valueSyntaxes;
    private final Normalizer values;
    private final Normalizer assertions;
    private final @Nullable TextPreparation text;
    private final boolean takesPlain;

    /** A value's normal form, or null where it has none. */
    @FunctionalInterface
    interface Normalizer {
        @Nullable
        String normalize(byte[] src, int offset, int length);
    }

    MatchingRule(
            String oid,
            String name,
            Kind kind,
            Syntax assertionSyntax,
            Set<Syntax> valueSyntaxes,
            Normalizer values,
            Normalizer assertions,
            @Nullable TextPreparation text,
            boolean takesPlain) {
        this.oid = oid;
        this.name = name;
        this.kind = kind;
        this.assertionSyntax = assertionSyntax;
        this.valueSyntaxes = Set.copyOf(valueSyntaxes);
        this.values = values;
        this.assertions = assertions;
        this.text = text;
        this.takesPlain = takesPlain;
    }

    public String oid() {
        return oid;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** The syntax of an assertion, which is not always that of the values (RFC 4517 §4.2.26). */
    public Syntax assertionSyntax() {
        return assertionSyntax;
    }

    /** Whether the rule can be held against values of the syntax. */
    public boolean appliesTo(Syntax valueSyntax) {
        return valueSyntaxes.contains(valueSyntax);
    }

    /** The normal form of a stored value; empty where it has none, so that it matches nothing. */
    public Optional<String> normalize(byte[] src, int offset, int length) {
        return Optional.ofNullable(values.normalize(src, offset, length));
    }

    public Optional<String> normalize(OctetString value) {
        return normalize(value.unsafeArray(), 0, value.length());
    }

    /** The normal form of an assertion value; empty where the assertion is Undefined (RFC 4511 §4.5.1.7). */
    public Optional<String> normalizeAssertion(OctetString assertion) {
        return Optional.ofNullable(assertions.normalize(assertion.unsafeArray(), 0, assertion.length()));
    }

    /** Values equal to the assertion; empty where it is Undefined. */
    public Optional<ValuePattern> equalTo(OctetString assertion) {
        return normalizeAssertion(assertion).map(this::equalToNormal);
    }

    /** Values that stand at or behind the assertion in the order of this rule; empty where it is Undefined. */
    public Optional<ValuePattern> atLeast(OctetString assertion) {
        return normalizeAssertion(assertion).map(bound -> (src, offset, length) -> {
            String normal = values.normalize(src, offset, length);
            return normal != null && normal.compareTo(bound) >= 0;
        });
    }

    /** Values that stand at or before the assertion in the order of this rule; empty where it is Undefined. */
    public Optional<ValuePattern> atMost(OctetString assertion) {
        return normalizeAssertion(assertion).map(bound -> (src, offset, length) -> {
            String normal = values.normalize(src, offset, length);
            return normal != null && normal.compareTo(bound) <= 0;
        });
    }

    /** Values with these parts in this order; empty where the assertion is Undefined, or the rule not of that kind. */
    public Optional<SubstringPattern> substrings(
            Optional<OctetString> initial, List<OctetString> any, Optional<OctetString> last) {
        TextPreparation preparation = text;
        if (preparation == null || kind != Kind.SUBSTRINGS) {
            return Optional.empty();
        }
        SubstringPattern.Parts<Optional<String>> parts = new SubstringPattern.Parts<>(initial, any, last)
                .map(part -> Optional.ofNullable(preparation.part(part.unsafeArray(), 0, part.length())));
        if (parts.anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(
                new SubstringPattern(parts.map(Optional::orElseThrow), preparation, values::normalize, takesPlain));
    }

    /** Values whose normal form is this one. */
    public ValuePattern equalToNormal(String expected) {
        TextPreparation preparation = text;
        if (preparation == null || !takesPlain) {
            return (src, offset, length) -> expected.equals(values.normalize(src, offset, length));
        }
        boolean isAscii = isAscii(expected);
        byte[] octets = expected.getBytes(StandardCharsets.ISO_8859_1);
        boolean foldsCase = preparation.foldsCase();
        return (src, offset, length) -> {
            if (!AsciiText.isPlain(src, offset, length)) {
                return expected.equals(values.normalize(src, offset, length));
            }
            return isAscii
                    && (foldsCase
                            ? AsciiText.equalsIgnoreCase(src, offset, length, octets)
                            : AsciiText.equals(src, offset, length, octets));
        };
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return name;
    }
}
