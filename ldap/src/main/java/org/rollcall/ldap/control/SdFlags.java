package org.rollcall.ldap.control;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.Control;

/**
 * The value of the SD-flags control (LDAP_SERVER_SD_FLAGS_OID, MS-ADTS 3.1.1.3.4.1.11): which parts of security
 * descriptors a search asks for, or a modification replaces.
 *
 * @param flags 1 owner, 2 group, 4 DACL, 8 SACL, added up
 */
public record SdFlags(int flags) {
    private static final int ALL = 0xf;

    /**
     * Reads a control's value.
     *
     * @throws BerException when it is not a SEQUENCE of one INTEGER
     */
    public static SdFlags decode(OctetString value) throws BerException {
        BerReader in = new BerReader(value);
        int outer = in.enter(Ber.SEQUENCE);
        int flags = in.integer(Ber.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE);
        in.leave(outer);
        Values.end(in);
        return new SdFlags(flags);
    }

    /** The parts that are meant: without any flag all of them, as without the control. Other bits mean nothing. */
    public int parts() {
        int parts = flags & ALL;
        return parts == 0 ? ALL : parts;
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        out.integer(Ber.INTEGER, flags);
        out.close(Ber.SEQUENCE, 0);
        return out.toOctetString();
    }

    public Control toControl(boolean critical) {
        return new Control(Oids.SD_FLAGS, critical, Optional.of(encode()));
    }
}
