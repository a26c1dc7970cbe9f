package org.rollcall.ldap.message;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.12; with message id 0 an unsolicited notification (§4.4). */
public record ExtendedResponse(LdapResult result, Optional<String> oid, Optional<OctetString> value)
        implements ResultResponse {}
