package org.rollcall.ldap.codec;

import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.UnbindRequest;

/** Writes the operations that clients send (RFC 4511 §4.2 to §4.12), last octet first. */
final class RequestEncoder {
    private static final byte[] NOTHING = new byte[0];

    private RequestEncoder() {}

    static void write(BerWriter out, Request request, TextEncoding text) {
        switch (request) {
            case BindRequest bind -> bind(out, bind, text);
            case UnbindRequest unbind -> out.header(Tags.UNBIND_REQUEST, 0);
            case SearchRequest search -> search(out, search, text);
            case ModifyRequest modify -> modify(out, modify, text);
            case AddRequest add -> {
                int mark = out.size();
                MessageEncoder.attributes(out, add.attributes(), text);
                out.octetString(add.entry());
                out.close(Tags.ADD_REQUEST, mark);
            }
            case DeleteRequest delete -> out.octetString(Tags.DELETE_REQUEST, delete.entry());
            case ModifyDnRequest modifyDn -> modifyDn(out, modifyDn);
            case CompareRequest compare -> compare(out, compare, text);
            case AbandonRequest abandon -> out.integer(Tags.ABANDON_REQUEST, abandon.targetId());
            case ExtendedRequest extended -> extended(out, extended, text);
        }
    }

    private static void bind(BerWriter out, BindRequest bind, TextEncoding text) {
        int mark = out.size();
        switch (bind.authentication()) {
            case BindRequest.Simple simple -> out.octetString(Tags.AUTH_SIMPLE, simple.password());
            case BindRequest.Sasl sasl -> {
                if (sasl.credentials().isPresent()) {
                    out.octetString(sasl.credentials().get());
                }
                Texts.write(out, Ber.OCTET_STRING, sasl.mechanism(), text);
                out.close(Tags.AUTH_SASL, mark);
            }
            case BindRequest.Sicily sicily -> {
                int tag = switch (sicily.step()) {
                    case DISCOVERY -> Tags.AUTH_SICILY_DISCOVERY;
                    case NEGOTIATE -> Tags.AUTH_SICILY_NEGOTIATE;
                    case RESPONSE -> Tags.AUTH_SICILY_RESPONSE;
                };
                out.octetString(tag, sicily.credentials());
            }
            case BindRequest.Unknown unknown -> out.octetString(Ber.CONTEXT | (unknown.tagNumber() & 0x1f), NOTHING);
        }
        out.octetString(bind.name());
        out.integer(Ber.INTEGER, bind.version());
        out.close(Tags.BIND_REQUEST, mark);
    }

    private static void search(BerWriter out, SearchRequest search, TextEncoding text) {
        int mark = out.size();
        Texts.writeList(out, Ber.SEQUENCE, search.attributes(), text);
        FilterEncoder.write(out, search.filter(), text);
        out.bool(Ber.BOOLEAN, search.typesOnly());
        out.integer(Ber.INTEGER, search.timeLimitSeconds());
        out.integer(Ber.INTEGER, search.sizeLimit());
        out.integer(Ber.ENUMERATED, onWire(search.derefAliases()));
        out.integer(Ber.ENUMERATED, onWire(search.scope()));
        out.octetString(search.baseObject());
        out.close(Tags.SEARCH_REQUEST, mark);
    }

    private static void modify(BerWriter out, ModifyRequest modify, TextEncoding text) {
        int mark = out.size();
        for (int i = modify.changes().size() - 1; i >= 0; i--) {
            Modification change = modify.changes().get(i);
            int inner = out.size();
            MessageEncoder.attribute(out, change.attribute(), text);
            out.integer(Ber.ENUMERATED, onWire(change.kind()));
            out.close(Ber.SEQUENCE, inner);
        }
        out.close(Ber.SEQUENCE, mark);
        out.octetString(modify.object());
        out.close(Tags.MODIFY_REQUEST, mark);
    }

    private static void modifyDn(BerWriter out, ModifyDnRequest modifyDn) {
        int mark = out.size();
        if (modifyDn.newSuperior().isPresent()) {
            out.octetString(Tags.NEW_SUPERIOR, modifyDn.newSuperior().get());
        }
        out.bool(Ber.BOOLEAN, modifyDn.deleteOldRdn());
        out.octetString(modifyDn.newRdn());
        out.octetString(modifyDn.entry());
        out.close(Tags.MODIFY_DN_REQUEST, mark);
    }

    private static void compare(BerWriter out, CompareRequest compare, TextEncoding text) {
        int mark = out.size();
        out.octetString(compare.assertionValue());
        Texts.write(out, Ber.OCTET_STRING, compare.description(), text);
        out.close(Ber.SEQUENCE, mark);
        out.octetString(compare.entry());
        out.close(Tags.COMPARE_REQUEST, mark);
    }

    private static void extended(BerWriter out, ExtendedRequest extended, TextEncoding text) {
        int mark = out.size();
        if (extended.value().isPresent()) {
            out.octetString(Tags.REQUEST_VALUE, extended.value().get());
        }
        Texts.write(out, Tags.REQUEST_NAME, extended.oid(), text);
        out.close(Tags.EXTENDED_REQUEST, mark);
    }

    // These enumerations say of themselves that their order is that of the wire.
    @SuppressWarnings("EnumOrdinal")
    private static int onWire(Enum<?> constant) {
        return constant.ordinal();
    }
}
