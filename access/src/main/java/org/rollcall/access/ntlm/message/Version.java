package org.rollcall.access.ntlm.message;

/**
 * The system a message says it comes from (MS-NLMP 2.2.2.10); for people who debug, nothing depends on it. The reserved
 * octets are not kept.
 */
public record Version(int major, int minor, int build, int revision) {
    static final int OCTETS = 8;

    /** Eight zeros: the sender did not say. */
    public static final Version UNKNOWN = new Version(0, 0, 0, 0);

    /** What this implementation says: the first revision whose messages have a MIC and channel bindings. */
    public static final Version OURS = new Version(6, 1, 0, 15);
}
