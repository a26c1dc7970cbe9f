package org.rollcall.ldap.control;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapResult;

/**
 * The value of a refresh response (RFC 2589 §4.2).
 *
 * @param responseTtlSeconds what was granted; 0 in case of an error
 */
public record RefreshResponse(int responseTtlSeconds) {
    private static final int RESPONSE_TTL = 0x81;

    /**
     * Reads a response's value.
     *
     * @throws BerException when it is not of this form
     */
    public static RefreshResponse decode(OctetString value) throws BerException {
        BerReader in = new BerReader(value);
        int outer = in.enter(Ber.SEQUENCE);
        int ttl = in.integer(RESPONSE_TTL, 0, Integer.MAX_VALUE);
        in.leave(outer);
        Values.end(in);
        return new RefreshResponse(ttl);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        out.integer(RESPONSE_TTL, responseTtlSeconds);
        out.close(Ber.SEQUENCE, 0);
        return out.toOctetString();
    }

    public ExtendedResponse toResponse(LdapResult result) {
        return new ExtendedResponse(result, Optional.of(Oids.REFRESH), Optional.of(encode()));
    }
}
