package org.rollcall.ldap.control;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.ResultCode;

/** The value of the server side sorting response control: whether the result is sorted (RFC 2891 §1.2). */
public record SortResponse(ResultCode code, Optional<String> attribute) {
    private static final int ATTRIBUTE = 0x80;

    /**
     * Reads a control's value.
     *
     * @throws BerException when it is not of this form
     */
    public static SortResponse decode(OctetString value) throws BerException {
        BerReader in = new BerReader(value);
        int outer = in.enter(Ber.SEQUENCE);
        ResultCode code = new ResultCode(in.integer(Ber.ENUMERATED, 0, Integer.MAX_VALUE));
        Optional<String> attribute = in.nextIs(ATTRIBUTE) ? Optional.of(Values.text(in, ATTRIBUTE)) : Optional.empty();
        in.leave(outer);
        Values.end(in);
        return new SortResponse(code, attribute);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        if (attribute.isPresent()) {
            out.octetString(ATTRIBUTE, TextEncoding.UTF_8.encode(attribute.get()));
        }
        out.integer(Ber.ENUMERATED, code.value());
        out.close(Ber.SEQUENCE, 0);
        return out.toOctetString();
    }

    public Control toControl() {
        return new Control(Oids.SORT_RESPONSE, false, Optional.of(encode()));
    }
}
