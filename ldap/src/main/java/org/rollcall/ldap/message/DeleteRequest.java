package org.rollcall.ldap.message;

import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.8. */
public record DeleteRequest(OctetString entry) implements Request {}
