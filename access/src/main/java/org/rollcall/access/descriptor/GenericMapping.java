package org.rollcall.access.descriptor;

/**
 * Which rights the four generic ones stand for (MS-DTYP 2.4.3).
 *
 * @param read the rights of {@link Rights#GENERIC_READ}
 * @param write the rights of {@link Rights#GENERIC_WRITE}
 * @param execute the rights of {@link Rights#GENERIC_EXECUTE}
 * @param all the rights of {@link Rights#GENERIC_ALL}
 */
public record GenericMapping(int read, int write, int execute, int all) {
    private static final int GENERIC =
            Rights.GENERIC_READ | Rights.GENERIC_WRITE | Rights.GENERIC_EXECUTE | Rights.GENERIC_ALL;

    /** That of directory objects (MS-ADTS 5.1.3.2). */
    public static final GenericMapping DIRECTORY = new GenericMapping(
            Rights.READ_CONTROL | Rights.LIST_CONTENTS | Rights.READ_PROPERTY | Rights.LIST_OBJECT,
            Rights.READ_CONTROL | Rights.WRITE_PROPERTY | Rights.SELF_WRITE,
            Rights.READ_CONTROL | Rights.LIST_CONTENTS,
            Rights.DELETE
                    | Rights.READ_CONTROL
                    | Rights.WRITE_DAC
                    | Rights.WRITE_OWNER
                    | Rights.CREATE_CHILD
                    | Rights.DELETE_CHILD
                    | Rights.DELETE_TREE
                    | Rights.READ_PROPERTY
                    | Rights.WRITE_PROPERTY
                    | Rights.LIST_CONTENTS
                    | Rights.LIST_OBJECT
                    | Rights.CONTROL_ACCESS
                    | Rights.SELF_WRITE);

    public GenericMapping {
        if (((read | write | execute | all) & GENERIC) != 0) {
            throw new IllegalArgumentException("a generic right stands for other rights, not for generic ones");
        }
    }

    /** The mask with what its generic rights stand for in their place. */
    public int map(int mask) {
        int mapped = mask & ~GENERIC;
        if ((mask & Rights.GENERIC_READ) != 0) {
            mapped |= read;
        }
        if ((mask & Rights.GENERIC_WRITE) != 0) {
            mapped |= write;
        }
        if ((mask & Rights.GENERIC_EXECUTE) != 0) {
            mapped |= execute;
        }
        if ((mask & Rights.GENERIC_ALL) != 0) {
            mapped |= all;
        }
        return mapped;
    }
}
