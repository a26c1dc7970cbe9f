package org.rollcall.bench.run;

import java.util.Optional;
import org.rollcall.access.sddl.InvalidSddlException;
import org.rollcall.access.sddl.Sddl;

/** Security descriptors for people of a measurement, in their self-relative form. */
final class Descriptor {
    private Descriptor() {}

    /** Everybody may read, and one of many may do everything. */
    static byte[] readable(long number) {
        return of("D:(A;;LCRPLORC;;;WD)(A;;GA;;;S-1-5-21-1-2-3-" + number + ")");
    }

    /** Somebody else may do everything, and nobody else anything. */
    static byte[] unreadable() {
        return of("D:(A;;GA;;;S-1-5-21-1-2-3-1000)");
    }

    private static byte[] of(String sddl) {
        try {
            return new Sddl(Optional.empty()).parse(sddl).encode();
        } catch (InvalidSddlException e) {
            throw new IllegalArgumentException(sddl, e);
        }
    }
}
