package org.rollcall.ldap.message;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.12; with message id 0 an unsolicited notification (§4.4). */
public record ExtendedResponse(LdapResult result, Optional<String> oid, Optional<OctetString> value)
        implements ResultResponse {
    /** The name of the notice of disconnection (RFC 4511 §4.4.1). */
    public static final String NOTICE_OF_DISCONNECTION = "1.3.6.1.4.1.1466.20036";

    /** To be sent with message id 0; the session ends behind it. */
    public static ExtendedResponse noticeOfDisconnection(ResultCode code, String diagnosticMessage) {
        return new ExtendedResponse(
                LdapResult.of(code, diagnosticMessage), Optional.of(NOTICE_OF_DISCONNECTION), Optional.empty());
    }
}
