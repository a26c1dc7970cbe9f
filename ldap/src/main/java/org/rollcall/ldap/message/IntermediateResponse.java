package org.rollcall.ldap.message;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.13. */
public record IntermediateResponse(Optional<String> oid, Optional<OctetString> value) implements Response {}
