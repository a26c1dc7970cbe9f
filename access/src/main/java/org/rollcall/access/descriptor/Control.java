package org.rollcall.access.descriptor;

/**
 * The control flags of a descriptor (MS-DTYP 2.4.6). That a list is present, and that the form is self-relative, are not
 * among them: the first is what {@link Acl} says, the second is always so.
 */
public final class Control {
    public static final int OWNER_DEFAULTED = 0x0001;
    public static final int GROUP_DEFAULTED = 0x0002;
    public static final int DACL_DEFAULTED = 0x0008;
    public static final int SACL_DEFAULTED = 0x0020;
    public static final int DACL_TRUSTED = 0x0040;
    public static final int SERVER_SECURITY = 0x0080;
    public static final int DACL_AUTO_INHERIT_REQUIRED = 0x0100;
    public static final int SACL_AUTO_INHERIT_REQUIRED = 0x0200;
    public static final int DACL_AUTO_INHERITED = 0x0400;
    public static final int SACL_AUTO_INHERITED = 0x0800;
    public static final int DACL_PROTECTED = 0x1000;
    public static final int SACL_PROTECTED = 0x2000;
    public static final int RESOURCE_MANAGER_VALID = 0x4000;

    static final int DACL_PRESENT = 0x0004;
    static final int SACL_PRESENT = 0x0010;
    static final int SELF_RELATIVE = 0x8000;

    /** What is computed when a descriptor is written. */
    static final int DERIVED = DACL_PRESENT | SACL_PRESENT | SELF_RELATIVE;

    static final int ALL = 0xFFFF & ~DERIVED;

    private Control() {}
}
