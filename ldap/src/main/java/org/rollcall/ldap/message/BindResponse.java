package org.rollcall.ldap.message;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.2.2. */
public record BindResponse(LdapResult result, Optional<OctetString> serverSaslCredentials) implements ResultResponse {
    public BindResponse(LdapResult result) {
        this(result, Optional.empty());
    }
}
