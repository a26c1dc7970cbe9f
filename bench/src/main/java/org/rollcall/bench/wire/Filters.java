package org.rollcall.bench.wire;

import java.util.ArrayList;
import java.util.List;

/** Encoded search filters (RFC 4511 §4.5.1.7), as far as the workloads use them. */
public final class Filters {
    private Filters() {}

    public static byte[] and(byte[]... filters) {
        return Ber.tlv(0xa0, filters);
    }

    /** Also what an N-client sends for a wildcard: to it {@code %} is part of the value. */
    public static byte[] equal(String attribute, String value) {
        return Ber.tlv(0xa3, Ber.octets(attribute), Ber.octets(value));
    }

    public static byte[] present(String attribute) {
        return Ber.octets(0x87, attribute);
    }

    public static byte[] startsWith(String attribute, String prefix) {
        return substrings(attribute, List.of(Ber.octets(0x80, prefix)));
    }

    public static byte[] contains(String attribute, String text) {
        return substrings(attribute, List.of(Ber.octets(0x81, text)));
    }

    private static byte[] substrings(String attribute, List<byte[]> parts) {
        return Ber.tlv(
                0xa4, Ber.octets(attribute), Ber.tlv(Ber.SEQUENCE, new ArrayList<>(parts).toArray(byte[][]::new)));
    }
}
