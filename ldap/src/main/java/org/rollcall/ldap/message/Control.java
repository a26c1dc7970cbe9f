package org.rollcall.ldap.message;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** A control as it stands on the wire (RFC 4511 §4.1.11); an absent value differs from an empty one. */
public record Control(String oid, boolean critical, Optional<OctetString> value) {}
