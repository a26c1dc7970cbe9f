package org.rollcall.ldap.message;

/** RFC 4511 §4.9. */
public record ModifyDnResponse(LdapResult result) implements ResultResponse {}
