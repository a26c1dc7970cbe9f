package org.rollcall.ldap.codec;

import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.filter.Filter;

/** Filters that stand alone, as in the assertion control. */
public final class FilterCodec {
    private FilterCodec() {}

    /** Reads one filter and moves behind it. */
    public static Filter read(BerReader in, DecoderLimits limits) throws BerException {
        DecodingState state = new DecodingState(limits);
        state.start(in.array(), in.position(), in.remaining());
        Filter filter = FilterDecoder.read(state, limits.maxNestingDepth());
        in.advance(state.reader().position() - in.position());
        return filter;
    }

    /** Writes one filter before what has been written. */
    public static void write(BerWriter out, Filter filter) {
        FilterEncoder.write(out, filter, TextEncoding.UTF_8);
    }
}
