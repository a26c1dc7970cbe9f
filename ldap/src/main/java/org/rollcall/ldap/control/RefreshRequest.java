package org.rollcall.ldap.control;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.ExtendedRequest;

/**
 * The value of a refresh request (RFC 2589 §4.1).
 *
 * @param entryName the entry's DN as it came
 * @param requestTtlSeconds what is asked for, of any size: the allowed range (1 to 31557600) is for whoever answers
 */
public record RefreshRequest(OctetString entryName, long requestTtlSeconds) {
    private static final int ENTRY_NAME = 0x80;
    private static final int REQUEST_TTL = 0x81;

    /**
     * Reads a request's value.
     *
     * @throws BerException when it is not of this form
     */
    public static RefreshRequest decode(OctetString value) throws BerException {
        BerReader in = new BerReader(value);
        int outer = in.enter(Ber.SEQUENCE);
        OctetString name = in.octetString(ENTRY_NAME);
        long ttl = in.longInteger(REQUEST_TTL);
        in.leave(outer);
        Values.end(in);
        return new RefreshRequest(name, ttl);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        out.integer(REQUEST_TTL, requestTtlSeconds);
        out.octetString(ENTRY_NAME, entryName);
        out.close(Ber.SEQUENCE, 0);
        return out.toOctetString();
    }

    public ExtendedRequest toRequest() {
        return new ExtendedRequest(Oids.REFRESH, Optional.of(encode()));
    }
}
