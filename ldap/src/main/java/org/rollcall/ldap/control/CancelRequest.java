package org.rollcall.ldap.control;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.ExtendedRequest;

/** The value of a cancel request: the message id of the operation to cancel (RFC 3909 §2.1). */
public record CancelRequest(int cancelId) {
    /**
     * Reads a request's value.
     *
     * @throws BerException when it is not of this form
     */
    public static CancelRequest decode(OctetString value) throws BerException {
        BerReader in = new BerReader(value);
        int outer = in.enter(Ber.SEQUENCE);
        int id = in.integer(Ber.INTEGER, 0, Integer.MAX_VALUE);
        in.leave(outer);
        Values.end(in);
        return new CancelRequest(id);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        out.integer(Ber.INTEGER, cancelId);
        out.close(Ber.SEQUENCE, 0);
        return out.toOctetString();
    }

    public ExtendedRequest toRequest() {
        return new ExtendedRequest(Oids.CANCEL, Optional.of(encode()));
    }
}
