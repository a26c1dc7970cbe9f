package org.rollcall.ldap.ldif;

/**
 * How much a reader takes before it refuses to go on; it holds one record at a time.
 *
 * @param maxLineBytes the most octets of one line after unfolding, comments apart
 * @param maxRecordBytes the most octets of all lines of one record
 * @param maxValueBytes the most octets of one value after decoding
 */
public record LdifLimits(int maxLineBytes, int maxRecordBytes, int maxValueBytes) {
    public static final LdifLimits DEFAULT = new LdifLimits(2 << 20, 8 << 20, 1 << 20);

    public LdifLimits {
        if (maxLineBytes < 1 || maxRecordBytes < 1 || maxValueBytes < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
