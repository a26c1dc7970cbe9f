package org.rollcall.access.descriptor;

/** The flags of an access control entry (MS-DTYP 2.4.4.1). */
public final class AceFlags {
    /** Children that are no containers inherit the entry; containers pass it on to theirs. */
    public static final int OBJECT_INHERIT = 0x01;

    /** Children that are containers inherit the entry. */
    public static final int CONTAINER_INHERIT = 0x02;

    /** Children inherit the entry, their children do not. */
    public static final int NO_PROPAGATE_INHERIT = 0x04;

    /** The entry is there to be inherited and says nothing about the object it is on. */
    public static final int INHERIT_ONLY = 0x08;

    /** The entry came from the container. */
    public static final int INHERITED = 0x10;

    /** Of an audit entry: what succeeds is recorded. */
    public static final int SUCCESSFUL_ACCESS = 0x40;

    /** Of an audit entry: what fails is recorded. */
    public static final int FAILED_ACCESS = 0x80;

    private AceFlags() {}
}
