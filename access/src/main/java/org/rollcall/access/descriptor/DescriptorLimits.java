package org.rollcall.access.descriptor;

/**
 * What a reader of descriptors accepts before it allocates.
 *
 * @param maxOctets the largest whole descriptor
 * @param maxAces how many entries one list may have: each of them is looked at in an access check
 */
public record DescriptorLimits(int maxOctets, int maxAces) {
    /** 64 KiB, 1,024 entries. */
    public static final DescriptorLimits DEFAULT = new DescriptorLimits(1 << 16, 1024);

    public DescriptorLimits {
        if (maxOctets < 1 || maxAces < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
