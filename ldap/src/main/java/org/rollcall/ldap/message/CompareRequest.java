package org.rollcall.ldap.message;

import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.10. */
public record CompareRequest(OctetString entry, String description, OctetString assertionValue) implements Request {}
