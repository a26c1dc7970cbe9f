package org.rollcall.ldap.message;

/** RFC 4511 §4.7. */
public record AddResponse(LdapResult result) implements ResultResponse {}
