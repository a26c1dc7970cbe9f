package org.rollcall.ldap.control;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.EntryCodec;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.SearchResultEntry;

/** The value of a pre-read or post-read response control: the entry before or after the change (RFC 4527 §3). */
public record ReadEntryResponse(SearchResultEntry entry) {
    /**
     * Reads a control's value.
     *
     * @throws BerException when it is not an entry, or exceeds the limits
     */
    public static ReadEntryResponse decode(OctetString value, DecoderLimits limits) throws BerException {
        BerReader in = new BerReader(value);
        SearchResultEntry entry = EntryCodec.read(in, limits);
        Values.end(in);
        return new ReadEntryResponse(entry);
    }

    public OctetString encode() {
        BerWriter out = new BerWriter();
        EntryCodec.write(out, entry);
        return out.toOctetString();
    }

    /** The control, by the identifier of the request; responses are never critical. */
    public Control toControl(String oid) {
        return new Control(oid, false, Optional.of(encode()));
    }
}
