package org.rollcall.ldap.control;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.FilterCodec;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.Control;

/** The value of the assertion control: a filter that must be true of the target (RFC 4528 §3). */
public record Assertion(Filter filter) {
    /**
     * Reads a control's value.
     *
     * @throws BerException when it is not a filter, or exceeds the limits
     */
    public static Assertion decode(OctetString value, DecoderLimits limits) throws BerException {
        BerReader in = new BerReader(value);
        Filter filter = FilterCodec.read(in, limits);
        Values.end(in);
        return new Assertion(filter);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        FilterCodec.write(out, filter);
        return out.toOctetString();
    }

    public Control toControl(boolean critical) {
        return new Control(Oids.ASSERTION, critical, Optional.of(encode()));
    }
}
