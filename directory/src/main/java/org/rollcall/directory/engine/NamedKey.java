package org.rollcall.directory.engine;

import org.jspecify.annotations.Nullable;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.matching.AsciiText;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;

/** An indexed attribute whose rule prepares plain names as {@link PlainName} does: by folding case. */
record NamedKey(Names.Indexed indexed, MatchingRule rule, long prefixHash) {
    private static final OctetString SAMPLE = OctetString.of("AzBZ09@._-");
    private static final String PREPARED = "azbz09@._-";

    /** True where a rule has that effect. */
    static boolean prepares(MatchingRule rule) {
        return rule.normalizeAssertion(SAMPLE).filter(PREPARED::equals).isPresent();
    }

    AttributeType type() {
        return indexed.type();
    }

    /** The key of this name in the index: plain names have nothing to escape. */
    String of(PlainName name) {
        return indexed.keyPrefix() + name;
    }

    /**
     * Who may have this name, as {@link Index#get(String)} gives them.
     *
     * @param parentMark {@link Postings#markOf} the only parent that matters, or {@link Postings#ANY_PARENT}
     */
    @Nullable
    Object find(Index index, PlainName name, int parentMark) {
        return index.get(prefixHash, name.unsafeArray(), name.length(), parentMark);
    }

    /** The hash that {@link #find} looks under. */
    long hash(Index index, PlainName name) {
        return index.hash(prefixHash, name.unsafeArray(), name.length());
    }

    /** Whether the attribute has this value in an entry. */
    boolean isIn(byte[] wire, PlainName name) {
        int index = Wire.indexOf(wire, type().id());
        if (index < 0) {
            return false;
        }
        int end = Wire.valuesEnd(wire, index);
        for (int at = Wire.valuesOffset(wire, index); at < end; ) {
            int contents = Elements.contents(wire, at);
            int length = Elements.length(wire, at);
            if (AsciiText.equalsIgnoreCase(wire, contents, length, name.unsafeArray(), name.length())
                    || (!AsciiText.isPlain(wire, contents, length)
                            && rule.normalize(wire, contents, length)
                                    .filter(normal -> normal.equals(name.toString()))
                                    .isPresent())) {
                return true;
            }
            at = contents + length;
        }
        return false;
    }
}
