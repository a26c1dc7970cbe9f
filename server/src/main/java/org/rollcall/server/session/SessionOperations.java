package org.rollcall.server.session;

import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.logon.Identity;

/** The answers to operations that concern the session itself. */
final class SessionOperations {
    private SessionOperations() {}

    /** Whether a search asks for the root DSE, which says how to bind (RFC 4513 §5.2.1.5). */
    static boolean isAboutTheServer(LdapMessage message) {
        return message.op() instanceof SearchRequest search
                && search.baseObject().isEmpty()
                && search.scope() == SearchScope.BASE_OBJECT;
    }

    /** RFC 4532 §2.2: an empty identity for anonymous clients. */
    static ResultResponse whoAmI(ExtendedRequest request, Identity who) {
        if (request.value().isPresent()) {
            return extended(ResultCode.PROTOCOL_ERROR, "this operation has no value");
        }
        String identity = switch (who) {
            case Identity.Anonymous _ -> "";
            case Identity.Proved proved -> "u:" + proved.name();
        };
        return new ExtendedResponse(LdapResult.SUCCESS, Optional.empty(), Optional.of(OctetString.of(identity)));
    }

    /**
     * Whether TLS may begin (RFC 4511 §4.14).
     *
     * @param quiet true where every earlier request has its result
     */
    static LdapResult startTls(
            LdapMessage message, ProtocolVersion version, Protection now, boolean offered, boolean quiet) {
        if (version == ProtocolVersion.V2) {
            return LdapResult.of(ResultCode.PROTOCOL_ERROR, "version 2 has no extended operations");
        }
        if (hasCritical(message)) {
            return LdapResult.of(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "control not supported here");
        }
        if (!(message.op() instanceof ExtendedRequest request)
                || request.value().isPresent()) {
            return LdapResult.of(ResultCode.PROTOCOL_ERROR, "this operation has no value");
        }
        if (now instanceof Protection.Tls) {
            return LdapResult.of(ResultCode.OPERATIONS_ERROR, "TLS is on already");
        }
        if (!offered) {
            return LdapResult.of(ResultCode.PROTOCOL_ERROR, "StartTLS is not offered here");
        }
        if (!quiet) {
            return LdapResult.of(ResultCode.OPERATIONS_ERROR, "other operations are under way");
        }
        return LdapResult.SUCCESS;
    }

    /** RFC 3909 §2.2: neither name nor value. */
    static ResultResponse extended(ResultCode code, String message) {
        return new ExtendedResponse(LdapResult.of(code, message), Optional.empty(), Optional.empty());
    }

    /** True where a control must not be ignored (RFC 4511 §4.1.11). */
    static boolean hasCritical(LdapMessage message) {
        for (Control control : message.controls()) {
            if (control.critical()) {
                return true;
            }
        }
        return false;
    }
}
