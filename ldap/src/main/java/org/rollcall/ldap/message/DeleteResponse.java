package org.rollcall.ldap.message;

/** RFC 4511 §4.8. */
public record DeleteResponse(LdapResult result) implements ResultResponse {}
