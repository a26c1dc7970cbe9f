package org.rollcall.ldap.codec;

import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.SearchResultEntry;

/** Entries that stand alone, as in the read entry controls. */
public final class EntryCodec {
    private EntryCodec() {}

    /** Reads one entry, under its own tag or, as some servers write it, that of a SEQUENCE, and moves behind it. */
    public static SearchResultEntry read(BerReader in, DecoderLimits limits) throws BerException {
        DecodingState state = new DecodingState(limits);
        state.start(in.array(), in.position(), in.remaining());
        int tag = in.nextIs(Ber.SEQUENCE) ? Ber.SEQUENCE : Tags.SEARCH_RESULT_ENTRY;
        SearchResultEntry entry = ResponseDecoder.entry(state, tag);
        in.advance(state.reader().position() - in.position());
        return entry;
    }

    /** Writes one entry before what has been written. */
    public static void write(BerWriter out, SearchResultEntry entry) {
        ResponseEncoder.write(out, entry, TextEncoding.UTF_8);
    }
}
