package org.rollcall.ldap.message;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.12. */
public record ExtendedRequest(String oid, Optional<OctetString> value) implements Request {}
