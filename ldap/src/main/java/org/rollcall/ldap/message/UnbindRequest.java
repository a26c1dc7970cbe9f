package org.rollcall.ldap.message;

/** RFC 4511 §4.3; it has no answer. */
public record UnbindRequest() implements Request {}
