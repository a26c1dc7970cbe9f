package org.rollcall.ldap.codec;

import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.message.AddResponse;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.CompareResponse;
import org.rollcall.ldap.message.DeleteResponse;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.IntermediateResponse;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ModifyDnResponse;
import org.rollcall.ldap.message.ModifyResponse;
import org.rollcall.ldap.message.Response;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.SearchResultReference;
import org.rollcall.ldap.message.SicilyBindResponse;

/** Reads the operations that servers send (RFC 4511 §4.1.9, §4.2.2, §4.5.2, §4.12, §4.13). */
final class ResponseDecoder {
    private ResponseDecoder() {}

    static Response read(DecodingState state, int tag, boolean sicily) throws BerException {
        return switch (tag) {
            case Tags.SEARCH_RESULT_ENTRY -> entry(state, tag);
            case Tags.SEARCH_RESULT_REFERENCE -> new SearchResultReference(state.texts(tag));
            case Tags.SEARCH_RESULT_DONE -> new SearchResultDone(result(state, tag));
            case Tags.BIND_RESPONSE -> sicily ? sicily(state) : bind(state);
            case Tags.MODIFY_RESPONSE -> new ModifyResponse(result(state, tag));
            case Tags.ADD_RESPONSE -> new AddResponse(result(state, tag));
            case Tags.DELETE_RESPONSE -> new DeleteResponse(result(state, tag));
            case Tags.MODIFY_DN_RESPONSE -> new ModifyDnResponse(result(state, tag));
            case Tags.COMPARE_RESPONSE -> new CompareResponse(result(state, tag));
            case Tags.EXTENDED_RESPONSE -> extended(state);
            case Tags.INTERMEDIATE_RESPONSE -> intermediate(state);
            default -> throw BerException.structure("unknown operation");
        };
    }

    static SearchResultEntry entry(DecodingState state, int tag) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(tag);
        OctetString name = in.octetString();
        List<Attribute> attributes = RequestDecoder.attributes(state);
        in.leave(outer);
        return new SearchResultEntry(name, attributes);
    }

    private static LdapResult result(DecodingState state, int tag) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(tag);
        LdapResult result = components(state);
        in.leave(outer);
        return result;
    }

    private static ResultCode code(BerReader in) throws BerException {
        return new ResultCode(in.integer(Ber.ENUMERATED, 0, Integer.MAX_VALUE));
    }

    private static LdapResult components(DecodingState state) throws BerException {
        BerReader in = state.reader();
        ResultCode code = code(in);
        String matchedDn = state.text(Ber.OCTET_STRING);
        String diagnosticMessage = state.text(Ber.OCTET_STRING);
        List<String> referrals = in.nextIs(Tags.REFERRAL) ? state.texts(Tags.REFERRAL) : List.of();
        return new LdapResult(code, matchedDn, diagnosticMessage, referrals);
    }

    private static BindResponse bind(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.BIND_RESPONSE);
        LdapResult result = components(state);
        Optional<OctetString> credentials = in.nextIs(Tags.SERVER_SASL_CREDENTIALS)
                ? Optional.of(in.octetString(Tags.SERVER_SASL_CREDENTIALS))
                : Optional.empty();
        in.leave(outer);
        return new BindResponse(result, credentials);
    }

    private static SicilyBindResponse sicily(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.BIND_RESPONSE);
        ResultCode code = code(in);
        OctetString credentials = in.octetString();
        String message = state.text(Ber.OCTET_STRING);
        in.leave(outer);
        return new SicilyBindResponse(code, credentials, message);
    }

    private static ExtendedResponse extended(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.EXTENDED_RESPONSE);
        LdapResult result = components(state);
        Optional<String> oid =
                in.nextIs(Tags.RESPONSE_NAME) ? Optional.of(state.description(Tags.RESPONSE_NAME)) : Optional.empty();
        Optional<OctetString> value =
                in.nextIs(Tags.RESPONSE_VALUE) ? Optional.of(in.octetString(Tags.RESPONSE_VALUE)) : Optional.empty();
        in.leave(outer);
        return new ExtendedResponse(result, oid, value);
    }

    private static IntermediateResponse intermediate(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.INTERMEDIATE_RESPONSE);
        Optional<String> oid =
                in.nextIs(Tags.REQUEST_NAME) ? Optional.of(state.description(Tags.REQUEST_NAME)) : Optional.empty();
        Optional<OctetString> value =
                in.nextIs(Tags.REQUEST_VALUE) ? Optional.of(in.octetString(Tags.REQUEST_VALUE)) : Optional.empty();
        in.leave(outer);
        return new IntermediateResponse(oid, value);
    }
}
