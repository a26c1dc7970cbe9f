package org.rollcall.access.descriptor;

/**
 * The parts of a descriptor that a reader or writer means (SECURITY_INFORMATION, MS-DTYP 2.4.7), as the SD-flags control
 * of LDAP counts them.
 */
public final class DescriptorParts {
    public static final int OWNER = 1;
    public static final int GROUP = 2;
    public static final int DACL = 4;
    public static final int SACL = 8;
    public static final int ALL = OWNER | GROUP | DACL | SACL;

    private DescriptorParts() {}

    /** The control flags that go with these parts. */
    static int control(int parts) {
        int control = 0;
        if ((parts & OWNER) != 0) {
            control |= Control.OWNER_DEFAULTED;
        }
        if ((parts & GROUP) != 0) {
            control |= Control.GROUP_DEFAULTED;
        }
        if ((parts & DACL) != 0) {
            control |= Control.DACL_DEFAULTED
                    | Control.DACL_TRUSTED
                    | Control.SERVER_SECURITY
                    | Control.DACL_AUTO_INHERIT_REQUIRED
                    | Control.DACL_AUTO_INHERITED
                    | Control.DACL_PROTECTED;
        }
        if ((parts & SACL) != 0) {
            control |= Control.SACL_DEFAULTED
                    | Control.SACL_AUTO_INHERIT_REQUIRED
                    | Control.SACL_AUTO_INHERITED
                    | Control.SACL_PROTECTED;
        }
        return control;
    }
}
