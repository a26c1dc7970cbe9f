package org.rollcall.ldap.message;

/** One change of a modify request; increment is RFC 4525. */
public record Modification(Kind kind, Attribute attribute) {
    /** The ordinal is the value on the wire. */
    public enum Kind {
        ADD,
        DELETE,
        REPLACE,
        INCREMENT
    }
}
