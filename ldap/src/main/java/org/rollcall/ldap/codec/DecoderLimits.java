package org.rollcall.ldap.codec;

/**
 * What a decoder accepts before it allocates or recurses.
 *
 * @param maxMessageBytes the largest whole PDU, tag and length included
 * @param maxNestingDepth how many filters may stand inside each other; a filter item alone has depth 1
 * @param maxElements how many list elements (controls, attributes, values, changes, filters, referrals) one message
 *     may have in all
 */
public record DecoderLimits(int maxMessageBytes, int maxNestingDepth, int maxElements) {
    /** 1 MiB, 64 levels, 10,000 elements. */
    public static final DecoderLimits DEFAULT = new DecoderLimits(1 << 20, 64, 10_000);

    public DecoderLimits {
        if (maxMessageBytes < 1 || maxNestingDepth < 1 || maxElements < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
