package org.rollcall.ldap.message;

/** RFC 4511 §4.5.2. */
public record SearchResultDone(LdapResult result) implements ResultResponse {}
