package org.rollcall.server.session;

import java.util.Optional;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.audit.Audit;
import org.rollcall.server.audit.Deed;
import org.rollcall.server.limits.Client;
import org.rollcall.server.logon.Identity;
import org.rollcall.server.logon.Login;

/** What of one session's operations is accounted for: binds, changes, refusals, the end of what a bind gave. */
final class Accounting {
    private final Optional<Audit> audit;
    private final Client client;

    /** @param audit empty where nobody wants to know */
    Accounting(Optional<Audit> audit, Client client) {
        this.audit = audit;
        this.client = client;
    }

    void bound(LdapMessage message, Login.Outcome outcome, ProtocolVersion version) {
        ResultCode code = outcome.response().result().code();
        if (audit.isPresent() && message.op() instanceof BindRequest request && isOver(request, code)) {
            audit.get()
                    .record(new Deed.Bind(
                            client.remote(),
                            method(request),
                            version.text().decode(request.name()),
                            doer(outcome.identity()),
                            code.label(),
                            outcome.reason()));
        }
    }

    /** Sicily says success to each of its steps (MS-ADTS 5.1.1.1.3), and proves somebody with the last one only. */
    private static boolean isOver(BindRequest request, ResultCode code) {
        return request.authentication() instanceof BindRequest.Sicily sicily
                ? sicily.step() == BindRequest.Sicily.Step.RESPONSE || !code.equals(ResultCode.SUCCESS)
                : !code.equals(ResultCode.SASL_BIND_IN_PROGRESS);
    }

    void ended(LdapMessage message, OperationKind kind, ResultCode code, Identity identity, ProtocolVersion version) {
        if (audit.isPresent() && (kind.writes() || isRefusal(code)) && kind != OperationKind.BIND) {
            audit.get()
                    .record(new Deed.Operation(
                            client.remote(), doer(identity), kind.label(), target(message, version), code.label()));
        }
    }

    /** A client was who it is no more. */
    void revoked(Identity identity) {
        audit.ifPresent(lines -> lines.record(new Deed.Revocation(client.remote(), doer(identity))));
    }

    private static Optional<Deed.Doer> doer(Identity identity) {
        return switch (identity) {
            case Identity.Anonymous _ -> Optional.empty();
            case Identity.Proved proved ->
                Optional.of(new Deed.Doer(proved.name(), proved.sid().toString()));
        };
    }

    private static boolean isRefusal(ResultCode code) {
        return code.equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS) || code.equals(ResultCode.STRONGER_AUTH_REQUIRED);
    }

    private static String method(BindRequest request) {
        return switch (request.authentication()) {
            case BindRequest.Simple simple -> simple.password().isEmpty() ? "anonymous" : "simple";
            case BindRequest.Sasl sasl -> sasl.mechanism();
            case BindRequest.Sicily _ -> "sicily";
            case BindRequest.Unknown unknown -> "unknown choice " + unknown.tagNumber();
        };
    }

    private static String target(LdapMessage message, ProtocolVersion version) {
        return switch (message.op()) {
            case AddRequest add -> version.text().decode(add.entry());
            case ModifyRequest modify -> version.text().decode(modify.object());
            case DeleteRequest delete -> version.text().decode(delete.entry());
            case ModifyDnRequest rename -> version.text().decode(rename.entry());
            case CompareRequest compare -> version.text().decode(compare.entry());
            case SearchRequest search -> version.text().decode(search.baseObject());
            case ExtendedRequest extended -> extended.oid();
            default -> "";
        };
    }
}
