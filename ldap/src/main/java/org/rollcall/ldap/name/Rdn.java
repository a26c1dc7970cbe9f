package org.rollcall.ldap.name;

import java.util.List;

/** A relative distinguished name: one attribute type and value, or several joined by {@code +}, in the order written. */
public record Rdn(List<Ava> avas) {
    public Rdn {
        avas = List.copyOf(avas);
        if (avas.isEmpty()) {
            throw new IllegalArgumentException("an RDN has at least one value");
        }
    }

    public static Rdn of(String type, String value) {
        return new Rdn(List.of(Ava.of(type, value)));
    }

    void appendTo(StringBuilder out) {
        for (int i = 0; i < avas.size(); i++) {
            if (i > 0) {
                out.append('+');
            }
            avas.get(i).appendTo(out);
        }
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        appendTo(out);
        return out.toString();
    }
}
