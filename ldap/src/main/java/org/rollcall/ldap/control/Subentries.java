package org.rollcall.ldap.control;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.Control;

/**
 * The value of the subentries control (RFC 3672 §3).
 *
 * @param visible true: subentries only; false: anything but subentries
 */
public record Subentries(boolean visible) {
    /**
     * Reads a control's value.
     *
     * @throws BerException when it is not a BOOLEAN
     */
    public static Subentries decode(OctetString value) throws BerException {
        BerReader in = new BerReader(value);
        boolean visible = in.bool(Ber.BOOLEAN);
        Values.end(in);
        return new Subentries(visible);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        out.bool(Ber.BOOLEAN, visible);
        return out.toOctetString();
    }

    public Control toControl(boolean critical) {
        return new Control(Oids.SUBENTRIES, critical, Optional.of(encode()));
    }
}
