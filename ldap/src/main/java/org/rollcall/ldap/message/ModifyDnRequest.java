package org.rollcall.ldap.message;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.9. */
public record ModifyDnRequest(
        OctetString entry, OctetString newRdn, boolean deleteOldRdn, Optional<OctetString> newSuperior)
        implements Request {}
