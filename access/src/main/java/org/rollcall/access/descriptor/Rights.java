package org.rollcall.access.descriptor;

/** The bits of an access mask (MS-DTYP 2.4.3), the lower ones with their meaning in a directory (MS-ADTS 5.1.3.2). */
public final class Rights {
    public static final int CREATE_CHILD = 0x0000_0001;
    public static final int DELETE_CHILD = 0x0000_0002;
    public static final int LIST_CONTENTS = 0x0000_0004;
    public static final int SELF_WRITE = 0x0000_0008;
    public static final int READ_PROPERTY = 0x0000_0010;
    public static final int WRITE_PROPERTY = 0x0000_0020;
    public static final int DELETE_TREE = 0x0000_0040;
    public static final int LIST_OBJECT = 0x0000_0080;
    public static final int CONTROL_ACCESS = 0x0000_0100;

    public static final int DELETE = 0x0001_0000;
    public static final int READ_CONTROL = 0x0002_0000;
    public static final int WRITE_DAC = 0x0004_0000;
    public static final int WRITE_OWNER = 0x0008_0000;
    public static final int SYNCHRONIZE = 0x0010_0000;

    /** To read and change the SACL; given by a privilege only. */
    public static final int ACCESS_SYSTEM_SECURITY = 0x0100_0000;

    /** In a request: all that is granted. It means nothing in an entry. */
    public static final int MAXIMUM_ALLOWED = 0x0200_0000;

    public static final int GENERIC_ALL = 0x1000_0000;
    public static final int GENERIC_EXECUTE = 0x2000_0000;
    public static final int GENERIC_WRITE = 0x4000_0000;
    public static final int GENERIC_READ = 0x8000_0000;

    /** Every right that an entry of a DACL can grant: the standard ones, and all 16 that depend on the kind of object. */
    public static final int ALL = 0x001F_FFFF;

    private Rights() {}
}
