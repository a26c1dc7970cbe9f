package org.rollcall.ldap.message;

/** RFC 4511 §4.11; it has no answer. */
public record AbandonRequest(int targetId) implements Request {}
