package org.rollcall.ldap.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.UnbindRequest;

/** Reads the operations that clients send (RFC 4511 §4.2 to §4.12). */
final class RequestDecoder {
    private static final SearchScope[] SCOPES = SearchScope.values();
    private static final DerefAliases[] DEREF_ALIASES = DerefAliases.values();
    private static final Modification.Kind[] MODIFICATIONS = Modification.Kind.values();

    private RequestDecoder() {}

    static Request read(DecodingState state, int tag) throws BerException {
        return switch (tag) {
            case Tags.SEARCH_REQUEST -> search(state);
            case Tags.BIND_REQUEST -> bind(state);
            case Tags.UNBIND_REQUEST -> unbind(state);
            case Tags.MODIFY_REQUEST -> modify(state);
            case Tags.ADD_REQUEST -> add(state);
            case Tags.DELETE_REQUEST -> new DeleteRequest(state.reader().octetString(tag));
            case Tags.MODIFY_DN_REQUEST -> modifyDn(state);
            case Tags.COMPARE_REQUEST -> compare(state);
            case Tags.ABANDON_REQUEST -> new AbandonRequest(state.reader().integer(tag, 0, Integer.MAX_VALUE));
            case Tags.EXTENDED_REQUEST -> extended(state);
            default -> throw BerException.structure("not a request");
        };
    }

    private static SearchRequest search(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.SEARCH_REQUEST);
        OctetString base = in.octetString();
        SearchScope scope = SCOPES[in.integer(Ber.ENUMERATED, 0, SCOPES.length - 1)];
        DerefAliases deref = DEREF_ALIASES[in.integer(Ber.ENUMERATED, 0, DEREF_ALIASES.length - 1)];
        int sizeLimit = in.integer(Ber.INTEGER, 0, Integer.MAX_VALUE);
        int timeLimit = in.integer(Ber.INTEGER, 0, Integer.MAX_VALUE);
        boolean typesOnly = in.bool(Ber.BOOLEAN);
        Filter filter = FilterDecoder.read(state, state.limits().maxNestingDepth());
        List<String> attributes = selection(state);
        in.leave(outer);
        return new SearchRequest(base, scope, deref, sizeLimit, timeLimit, typesOnly, filter, attributes);
    }

    private static List<String> selection(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Ber.SEQUENCE);
        List<String> attributes = in.hasMore() ? new ArrayList<>() : List.of();
        while (in.hasMore()) {
            state.countElement();
            attributes.add(state.description(Ber.OCTET_STRING));
        }
        in.leave(outer);
        return attributes;
    }

    private static BindRequest bind(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.BIND_REQUEST);
        int version = in.integer(Ber.INTEGER, 1, 127);
        OctetString name = in.octetString();
        BindRequest.Authentication authentication = authentication(state);
        in.leave(outer);
        return new BindRequest(version, name, authentication);
    }

    private static BindRequest.Authentication authentication(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int tag = in.peekTag();
        return switch (tag) {
            case Tags.AUTH_SIMPLE -> new BindRequest.Simple(in.octetString(tag));
            case Tags.AUTH_SASL -> {
                int outer = in.enter(tag);
                String mechanism = state.text(Ber.OCTET_STRING);
                Optional<OctetString> credentials =
                        in.nextIs(Ber.OCTET_STRING) ? Optional.of(in.octetString()) : Optional.empty();
                in.leave(outer);
                yield new BindRequest.Sasl(mechanism, credentials);
            }
            case Tags.AUTH_SICILY_DISCOVERY ->
                new BindRequest.Sicily(BindRequest.Sicily.Step.DISCOVERY, in.octetString(tag));
            case Tags.AUTH_SICILY_NEGOTIATE ->
                new BindRequest.Sicily(BindRequest.Sicily.Step.NEGOTIATE, in.octetString(tag));
            case Tags.AUTH_SICILY_RESPONSE ->
                new BindRequest.Sicily(BindRequest.Sicily.Step.RESPONSE, in.octetString(tag));
            default -> unknown(in, tag);
        };
    }

    // Also the two Kerberos choices of version 2 (RFC 1777 §4.1), which nobody has used since.
    private static BindRequest.Authentication unknown(BerReader in, int tag) throws BerException {
        int number = tag & 0x1f;
        if (tag < 0 || (tag & 0xc0) != Ber.CONTEXT || number == 0x1f) {
            throw BerException.structure("authentication missing");
        }
        // A known choice, primitive where it is constructed or the reverse, would be another one when written again.
        switch (number) {
            case 0, 3, 9, 10, 11 -> throw BerException.structure("authentication in the wrong form");
            default -> in.skip();
        }
        return new BindRequest.Unknown(number);
    }

    private static UnbindRequest unbind(DecodingState state) throws BerException {
        if (state.reader().header(Tags.UNBIND_REQUEST) != 0) {
            throw BerException.structure("unbind with contents");
        }
        return new UnbindRequest();
    }

    private static ModifyRequest modify(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.MODIFY_REQUEST);
        OctetString object = in.octetString();
        int list = in.enter(Ber.SEQUENCE);
        List<Modification> changes = new ArrayList<>();
        while (in.hasMore()) {
            state.countElement();
            int change = in.enter(Ber.SEQUENCE);
            Modification.Kind kind = MODIFICATIONS[in.integer(Ber.ENUMERATED, 0, MODIFICATIONS.length - 1)];
            Attribute attribute = attribute(state);
            in.leave(change);
            changes.add(new Modification(kind, attribute));
        }
        in.leave(list);
        in.leave(outer);
        return new ModifyRequest(object, changes);
    }

    private static AddRequest add(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.ADD_REQUEST);
        OctetString entry = in.octetString();
        List<Attribute> attributes = attributes(state);
        in.leave(outer);
        return new AddRequest(entry, attributes);
    }

    /** A SEQUENCE OF attributes; one without values is let through, since what that means is not ours to say. */
    static List<Attribute> attributes(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int list = in.enter(Ber.SEQUENCE);
        List<Attribute> attributes = new ArrayList<>();
        while (in.hasMore()) {
            state.countElement();
            attributes.add(attribute(state));
        }
        in.leave(list);
        return attributes;
    }

    private static Attribute attribute(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Ber.SEQUENCE);
        String description = state.description(Ber.OCTET_STRING);
        List<OctetString> values = state.values();
        in.leave(outer);
        return new Attribute(description, values);
    }

    private static ModifyDnRequest modifyDn(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.MODIFY_DN_REQUEST);
        OctetString entry = in.octetString();
        OctetString newRdn = in.octetString();
        boolean deleteOldRdn = in.bool(Ber.BOOLEAN);
        Optional<OctetString> newSuperior =
                in.nextIs(Tags.NEW_SUPERIOR) ? Optional.of(in.octetString(Tags.NEW_SUPERIOR)) : Optional.empty();
        in.leave(outer);
        return new ModifyDnRequest(entry, newRdn, deleteOldRdn, newSuperior);
    }

    private static CompareRequest compare(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.COMPARE_REQUEST);
        OctetString entry = in.octetString();
        int assertion = in.enter(Ber.SEQUENCE);
        String description = state.description(Ber.OCTET_STRING);
        OctetString value = in.octetString();
        in.leave(assertion);
        in.leave(outer);
        return new CompareRequest(entry, description, value);
    }

    private static ExtendedRequest extended(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(Tags.EXTENDED_REQUEST);
        String oid = state.description(Tags.REQUEST_NAME);
        Optional<OctetString> value =
                in.nextIs(Tags.REQUEST_VALUE) ? Optional.of(in.octetString(Tags.REQUEST_VALUE)) : Optional.empty();
        in.leave(outer);
        return new ExtendedRequest(oid, value);
    }
}
