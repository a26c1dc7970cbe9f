package org.rollcall.ldap.control;

import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.message.Control;

/** The value of a pre-read or post-read request control: an attribute selection (RFC 4527 §3). */
public record ReadEntryRequest(List<String> attributes) {
    public ReadEntryRequest {
        attributes = List.copyOf(attributes);
    }

    /**
     * Reads a control's value.
     *
     * @throws BerException when it is not of this form, or exceeds the limits
     */
    public static ReadEntryRequest decode(OctetString value, DecoderLimits limits) throws BerException {
        BerReader in = new BerReader(value);
        List<String> attributes = Values.texts(in, limits.maxElements());
        Values.end(in);
        return new ReadEntryRequest(attributes);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        Values.writeTexts(out, attributes);
        return out.toOctetString();
    }

    /** The control, by the identifier {@link Oids#PRE_READ} or {@link Oids#POST_READ}. */
    public Control toControl(String oid, boolean critical) {
        return new Control(oid, critical, Optional.of(encode()));
    }
}
