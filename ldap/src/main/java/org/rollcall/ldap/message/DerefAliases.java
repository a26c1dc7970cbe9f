package org.rollcall.ldap.message;

/** RFC 4511 §4.5.1.3; the ordinal is the value on the wire. */
public enum DerefAliases {
    NEVER,
    IN_SEARCHING,
    FINDING_BASE,
    ALWAYS
}
