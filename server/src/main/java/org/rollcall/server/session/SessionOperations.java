package org.rollcall.server.session;

import java.util.Optional;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.BindRequest.Sasl;
import org.rollcall.ldap.message.BindRequest.Sicily;
import org.rollcall.ldap.message.BindRequest.Simple;
import org.rollcall.ldap.message.BindRequest.Unknown;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.SicilyBindResponse;
import org.rollcall.locator.ProtocolVersion;

/** The answers to operations that concern the session itself. */
final class SessionOperations {
    private SessionOperations() {}

    /** RFC 4511 §4.2, RFC 4513 §5.1, decision 6. There are no accounts, so that no password is the right one. */
    static ResultResponse bind(BindRequest request) {
        return switch (request.authentication()) {
            case Sicily _ ->
                new SicilyBindResponse(
                        ResultCode.INAPPROPRIATE_AUTHENTICATION,
                        OctetString.EMPTY,
                        "this server has no accounts; bind anonymously");
            case Simple _, Sasl _, Unknown _
            when request.version() != 2 && request.version() != 3 ->
                refused(ResultCode.PROTOCOL_ERROR, "versions 2 and 3 are spoken here");
            case Simple simple -> simple(request, simple);
            case Sasl sasl ->
                refused(
                        ResultCode.AUTH_METHOD_NOT_SUPPORTED,
                        sasl.mechanism().isEmpty() ? "no mechanism" : "SASL mechanism not supported");
            case Unknown unknown ->
                refused(
                        ResultCode.AUTH_METHOD_NOT_SUPPORTED,
                        "authentication choice " + unknown.tagNumber() + " not supported");
        };
    }

    private static ResultResponse simple(BindRequest request, Simple simple) {
        if (!simple.password().isEmpty()) {
            return refused(ResultCode.INVALID_CREDENTIALS, "");
        }
        if (request.version() == 3 && !request.name().isEmpty()) {
            return refused(ResultCode.UNWILLING_TO_PERFORM, "a name without a password proves nothing");
        }
        return new BindResponse(LdapResult.SUCCESS);
    }

    private static ResultResponse refused(ResultCode code, String message) {
        return new BindResponse(LdapResult.of(code, message));
    }

    /** RFC 4532 §2.2: an empty identity for anonymous clients. */
    static ResultResponse whoAmI(ExtendedRequest request, Owner owner) {
        if (request.value().isPresent()) {
            return extended(ResultCode.PROTOCOL_ERROR, "this operation has no value");
        }
        String identity = switch (owner) {
            case Owner.Principal principal -> "u:" + principal.name();
            case Owner.Network _ -> "";
            case Owner.Server _ -> "";
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
