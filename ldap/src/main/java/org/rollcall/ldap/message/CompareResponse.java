package org.rollcall.ldap.message;

/** RFC 4511 §4.10. */
public record CompareResponse(LdapResult result) implements ResultResponse {}
