package org.rollcall.bench.wire;

import java.util.List;
import java.util.stream.Stream;

/** Encoded protocol operations (RFC 4511 §4), without their message envelope. */
public final class Requests {
    /** RFC 2589 §4.1. */
    public static final String REFRESH_OID = "1.3.6.1.4.1.1466.101.119.1";

    private static final byte[] UNBIND = Ber.tlv(Op.UNBIND_REQUEST);

    private Requests() {}

    /** An attribute and its values, as adds and modifies send them. */
    public record Values(String attribute, List<String> values) {
        public Values {
            values = List.copyOf(values);
        }

        public static Values of(String attribute, String... values) {
            return new Values(attribute, List.of(values));
        }
    }

    /** The reach of a search. */
    public enum Scope {
        BASE(0),
        ONE(1),
        SUBTREE(2);

        private final int code;

        Scope(int code) {
            this.code = code;
        }
    }

    /** A bind without name and password. */
    public static byte[] anonymousBind(int version) {
        return Ber.tlv(Op.BIND_REQUEST, Ber.integer(version), Ber.octets(""), Ber.octets(0x80, ""));
    }

    /** A bind of version 3 by a name and a password. */
    public static byte[] simpleBind(String name, String password) {
        return Ber.tlv(Op.BIND_REQUEST, Ber.integer(3), Ber.octets(name), Ber.octets(0x80, password));
    }

    /** A step of a bind by SASL (RFC 4511 §4.2). */
    public static byte[] saslBind(String mechanism, byte[] credentials) {
        return Ber.tlv(
                Op.BIND_REQUEST,
                Ber.integer(3),
                Ber.octets(""),
                Ber.tlv(0xa3, Ber.octets(mechanism), Ber.tlv(Ber.OCTET_STRING, credentials)));
    }

    /** Whether an entry has this value. */
    public static byte[] compare(String dn, String attribute, String value) {
        return Ber.tlv(
                Op.COMPARE_REQUEST, Ber.octets(dn), Ber.tlv(Ber.SEQUENCE, Ber.octets(attribute), Ber.octets(value)));
    }

    public static byte[] unbind() {
        return UNBIND.clone();
    }

    public static byte[] search(String base, Scope scope, byte[] filter, List<String> attributes) {
        return Ber.tlv(
                Op.SEARCH_REQUEST,
                Ber.octets(base),
                Ber.enumerated(scope.code),
                Ber.enumerated(0),
                Ber.integer(0),
                Ber.integer(0),
                Ber.bool(false),
                filter,
                Ber.tlv(Ber.SEQUENCE, attributes.stream().map(Ber::octets).toArray(byte[][]::new)));
    }

    public static byte[] add(String dn, List<Values> attributes) {
        return add(dn, attributes.stream().map(Requests::values).toArray(byte[][]::new));
    }

    /** The same with one more attribute, whose value is no text. */
    public static byte[] add(String dn, List<Values> attributes, String attribute, byte[] value) {
        Stream<byte[]> last = Stream.of(
                Ber.tlv(Ber.SEQUENCE, Ber.octets(attribute), Ber.tlv(Ber.SET, Ber.tlv(Ber.OCTET_STRING, value))));
        return add(
                dn,
                Stream.concat(attributes.stream().map(Requests::values), last).toArray(byte[][]::new));
    }

    private static byte[] add(String dn, byte[][] attributes) {
        return Ber.tlv(Op.ADD_REQUEST, Ber.octets(dn), Ber.tlv(Ber.SEQUENCE, attributes));
    }

    /** Every attribute replaced by its values. */
    public static byte[] replace(String dn, List<Values> attributes) {
        return Ber.tlv(
                Op.MODIFY_REQUEST,
                Ber.octets(dn),
                Ber.tlv(
                        Ber.SEQUENCE,
                        attributes.stream()
                                .map(a -> Ber.tlv(Ber.SEQUENCE, Ber.enumerated(2), values(a)))
                                .toArray(byte[][]::new)));
    }

    public static byte[] delete(String dn) {
        return Ber.octets(Op.DELETE_REQUEST, dn);
    }

    /** RFC 2589 §4.1; the time to live in seconds. */
    public static byte[] refresh(String dn, int ttlSeconds) {
        byte[] content = Ber.tlv(Ber.SEQUENCE, Ber.octets(0x80, dn), Ber.tlv(0x81, integerContent(ttlSeconds)));
        return Ber.tlv(Op.EXTENDED_REQUEST, Ber.octets(0x80, REFRESH_OID), Ber.tlv(0x81, content));
    }

    /** A whole message: the operation under an id. */
    public static byte[] message(int id, byte[] operation) {
        return Ber.tlv(Ber.SEQUENCE, Ber.integer(id), operation);
    }

    private static byte[] integerContent(int value) {
        byte[] whole = Ber.integer(value);
        byte[] content = new byte[whole.length - 2];
        System.arraycopy(whole, 2, content, 0, content.length);
        return content;
    }

    private static byte[] values(Values attribute) {
        return Ber.tlv(
                Ber.SEQUENCE,
                Ber.octets(attribute.attribute()),
                Ber.tlv(Ber.SET, attribute.values().stream().map(Ber::octets).toArray(byte[][]::new)));
    }
}
