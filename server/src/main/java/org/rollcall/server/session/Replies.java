package org.rollcall.server.session;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.message.AddResponse;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.CompareResponse;
import org.rollcall.ldap.message.DeleteResponse;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ModifyDnResponse;
import org.rollcall.ldap.message.ModifyResponse;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SicilyBindResponse;

/** Results in the response form of their requests. */
final class Replies {
    private Replies() {}

    /** @throws IllegalArgumentException for the two operations that have no response */
    static ResultResponse to(LdapMessage request, OperationKind kind, LdapResult result) {
        return switch (kind) {
            case BIND ->
                request.op() instanceof BindRequest bind && bind.authentication() instanceof BindRequest.Sicily
                        ? new SicilyBindResponse(result.code(), OctetString.EMPTY, result.diagnosticMessage())
                        : new BindResponse(result);
            case SEARCH -> new SearchResultDone(result);
            case MODIFY -> new ModifyResponse(result);
            case ADD -> new AddResponse(result);
            case DELETE -> new DeleteResponse(result);
            case MODIFY_DN -> new ModifyDnResponse(result);
            case COMPARE -> new CompareResponse(result);
            case CANCEL, WHO_AM_I, EXTENDED -> new ExtendedResponse(result, Optional.empty(), Optional.empty());
            // RFC 4511 §4.14.2.
            case START_TLS -> new ExtendedResponse(result, Optional.of(Oids.START_TLS), Optional.empty());
            case UNBIND, ABANDON -> throw new IllegalArgumentException(kind + " has no response");
        };
    }
}
