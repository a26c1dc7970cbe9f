package org.rollcall.ldap.control;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.Control;

/**
 * The value of the paged results control, request and response alike (RFC 2696 §2).
 *
 * @param size entries per page wanted; in a response the estimated total, 0 where there is none
 * @param cookie empty in the first request and in the last response
 */
public record PagedResults(int size, OctetString cookie) {
    /**
     * Reads a control's value.
     *
     * @throws BerException when it is not of this form
     */
    public static PagedResults decode(OctetString value) throws BerException {
        BerReader in = new BerReader(value);
        int outer = in.enter(Ber.SEQUENCE);
        int size = in.integer(Ber.INTEGER, 0, Integer.MAX_VALUE);
        OctetString cookie = in.octetString();
        in.leave(outer);
        Values.end(in);
        return new PagedResults(size, cookie);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        out.octetString(cookie);
        out.integer(Ber.INTEGER, size);
        out.close(Ber.SEQUENCE, 0);
        return out.toOctetString();
    }

    public Control toControl(boolean critical) {
        return new Control(Oids.PAGED_RESULTS, critical, Optional.of(encode()));
    }
}
