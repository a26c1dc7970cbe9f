package org.rollcall.ldap.message;

/** RFC 4511 §4.6. */
public record ModifyResponse(LdapResult result) implements ResultResponse {}
