package org.rollcall.interop.killer;

import java.util.List;
import java.util.Map;

/** Messages of clients. All text is given as a character for each octet. */
final class Requests {
    private static final int BIND = 0x60;
    private static final int SIMPLE = 0x80;
    private static final int UNBIND = 0x42;
    private static final int SEARCH = 0x63;
    private static final int MODIFY = 0x66;
    private static final int ADD = 0x68;
    private static final int DELETE = 0x4a;
    private static final int EXTENDED = 0x77;
    private static final int REPLACE = 2;
    private static final int AND = 0xa0;
    private static final int EQUALITY = 0xa3;
    private static final int PRESENT = 0x87;
    private static final int BASE_OBJECT = 0;
    private static final String REFRESH = "1.3.6.1.4.1.1466.101.119.1";

    static final int ONE_LEVEL = 1;
    static final int SUBTREE = 2;

    private Requests() {}

    private static byte[] message(int id, Octets operation) {
        return new Octets()
                .element(Octets.SEQUENCE, new Octets().integer(id).raw(operation.octets()))
                .octets();
    }

    /** Anonymous, as all clients here are. */
    static byte[] bind(int id, int version) {
        return message(
                id,
                new Octets()
                        .element(BIND, new Octets().integer(version).string("").element(SIMPLE, "")));
    }

    static byte[] unbind(int id) {
        return message(id, new Octets().element(UNBIND, ""));
    }

    static byte[] add(int id, String dn, Map<String, List<String>> attributes) {
        Octets list = new Octets();
        attributes.forEach((name, values) -> list.element(Octets.SEQUENCE, attribute(name, values)));
        return message(id, new Octets().element(ADD, new Octets().string(dn).element(Octets.SEQUENCE, list)));
    }

    /** Replaces, in the order given: all that the clients here ever do. */
    static byte[] modify(int id, String dn, Map<String, List<String>> attributes) {
        Octets changes = new Octets();
        attributes.forEach((name, values) -> changes.element(
                Octets.SEQUENCE, new Octets().enumerated(REPLACE).element(Octets.SEQUENCE, attribute(name, values))));
        return message(id, new Octets().element(MODIFY, new Octets().string(dn).element(Octets.SEQUENCE, changes)));
    }

    private static Octets attribute(String name, List<String> values) {
        Octets set = new Octets();
        values.forEach(set::string);
        return new Octets().string(name).element(Octets.SET, set);
    }

    static byte[] delete(int id, String dn) {
        return message(id, new Octets().element(DELETE, dn));
    }

    /** RFC 2589 §4.1. */
    static byte[] refresh(int id, String dn, int seconds) {
        Octets value = new Octets()
                .element(Octets.SEQUENCE, new Octets().element(0x80, dn).number(0x81, seconds));
        return message(
                id,
                new Octets()
                        .element(EXTENDED, new Octets().element(0x80, REFRESH).element(0x81, value)));
    }

    /** MS-TAIL 4.2: the search whose filter sets the time to live. */
    static byte[] refreshBySearch(int id, String cn, int minutes) {
        Octets items = equality("objectClass", "rtPerson")
                .element(EQUALITY, new Octets().string("cn").string(cn))
                .element(EQUALITY, new Octets().string("sttl").string(Integer.toString(minutes)));
        return search(id, "objectClass=rtPerson", BASE_OBJECT, new Octets().element(AND, items), List.of("sttl"));
    }

    /** MS-TAIL 4.3: the whole list, as NetMeeting asks for it. */
    static byte[] wholeList(int id, List<String> attributes) {
        Octets items = equality("objectClass", "rtPerson")
                .element(EQUALITY, new Octets().string("cn").string("%"));
        return search(id, "objectClass=rtPerson", BASE_OBJECT, new Octets().element(AND, items), attributes);
    }

    /** All entries beneath a base that have the attribute. */
    static byte[] present(int id, String base, int scope, String attribute, List<String> attributes) {
        return search(id, base, scope, new Octets().element(PRESENT, attribute), attributes);
    }

    private static Octets equality(String name, String value) {
        return new Octets().element(EQUALITY, new Octets().string(name).string(value));
    }

    private static byte[] search(int id, String base, int scope, Octets filter, List<String> attributes) {
        Octets names = new Octets();
        attributes.forEach(names::string);
        return message(
                id,
                new Octets()
                        .element(
                                SEARCH,
                                new Octets()
                                        .string(base)
                                        .enumerated(scope)
                                        .enumerated(0)
                                        .integer(0)
                                        .integer(0)
                                        .bool(false)
                                        .raw(filter.octets())
                                        .element(Octets.SEQUENCE, names)));
    }
}
