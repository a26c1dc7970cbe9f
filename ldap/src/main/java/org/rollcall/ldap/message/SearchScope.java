package org.rollcall.ldap.message;

/** RFC 4511 §4.5.1.2; the ordinal is the value on the wire. */
public enum SearchScope {
    BASE_OBJECT,
    SINGLE_LEVEL,
    WHOLE_SUBTREE
}
