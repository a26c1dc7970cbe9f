package org.rollcall.locator;

import java.util.Optional;
import java.util.function.Predicate;
import org.rollcall.directory.EntryName;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.RefreshResponse;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.AddResponse;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.CompareResponse;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DeleteResponse;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyDnResponse;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ModifyResponse;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.ldap.name.Dn;

/** The response that belongs to a request. */
final class Responses {
    private Responses() {}

    static ResultResponse of(Request request, LdapResult result) {
        return switch (request) {
            case SearchRequest _ -> new SearchResultDone(result);
            case AddRequest _ -> new AddResponse(result);
            case ModifyRequest _ -> new ModifyResponse(result);
            case DeleteRequest _ -> new DeleteResponse(result);
            case CompareRequest _ -> new CompareResponse(result);
            case ModifyDnRequest _ -> new ModifyDnResponse(result);
            case ExtendedRequest extended
            when extended.oid().equals(Oids.REFRESH) -> new RefreshResponse(0).toResponse(result);
            case ExtendedRequest _ -> new ExtendedResponse(result, Optional.empty(), Optional.empty());
            case BindRequest _ -> throw notHere();
            case UnbindRequest _ -> throw notHere();
            case AbandonRequest _ -> throw notHere();
        };
    }

    private static IllegalArgumentException notHere() {
        return new IllegalArgumentException("bind, unbind and abandon are the session's own");
    }

    static Work done(Request request, LdapResult result, ProtocolVersion version) {
        return new Work.Done(new Work.Answer(of(request, ResultCodes.forVersion(version, result))));
    }

    /** The result with the nearest entry above as matchedDN, where it says noSuchObject without one (RFC 4511 §4.1.9). */
    static LdapResult withMatchedDn(LdapResult result, EntryName missing, Predicate<Dn> exists) {
        if (!result.code().equals(ResultCode.NO_SUCH_OBJECT)
                || !result.matchedDn().isEmpty()) {
            return result;
        }
        Dn dn = missing.dn();
        while (!dn.isRoot()) {
            dn = dn.parent();
            if (!dn.isRoot() && exists.test(dn)) {
                return new LdapResult(result.code(), dn.toString(), result.diagnosticMessage(), result.referrals());
            }
        }
        return result;
    }
}
