package org.rollcall.server.log;

import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.RefreshRequest;
import org.rollcall.ldap.filter.FilterWriter;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Response;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.server.session.OperationKind;

/** What a request asked for and how it ended: the middle of its line. Passwords and values have no place in it. */
final class Words {
    private Words() {}

    /** From the kind of operation up to its result, and to the number of entries where that is to follow. */
    static void put(Line line, LineForm form, OperationKind kind, LdapMessage request, ResultCode code) {
        form.operation(line, kind);
        request(line, form, request);
        form.word(line, "result", code.label());
        if (kind == OperationKind.SEARCH) {
            form.name(line, "entries");
        }
    }

    private static void request(Line line, LineForm form, LdapMessage request) {
        switch (request.op()) {
            case SearchRequest search -> {
                form.text(line, "base", search.baseObject());
                form.word(line, "scope", label(search.scope()));
                form.text(line, "filter", FilterWriter.beginning(search.filter(), Line.LONGEST_TEXT));
            }
            case BindRequest bind -> {
                form.number(line, "bindVersion", bind.version());
                // A SASL mechanism is whatever the client says it is.
                form.text(line, "choice", bind.authentication().toString());
                form.text(line, "name", bind.name());
            }
            case AddRequest add -> form.text(line, "entry", add.entry());
            case DeleteRequest delete -> form.text(line, "entry", delete.entry());
            case ModifyDnRequest rename -> form.text(line, "entry", rename.entry());
            case ModifyRequest modify -> {
                form.text(line, "entry", modify.object());
                form.text(line, "changed", changed(modify));
            }
            case CompareRequest compare -> {
                form.text(line, "entry", compare.entry());
                form.text(line, "attribute", compare.description());
            }
            case ExtendedRequest extended -> {
                form.text(line, "oid", extended.oid());
                if (extended.oid().equals(Oids.REFRESH)) {
                    refreshed(line, form, extended);
                }
            }
            case AbandonRequest abandon -> form.number(line, "target", abandon.targetId());
            case UnbindRequest _ -> {}
            case Response _ -> throw new IllegalArgumentException("not a request");
        }
    }

    private static String changed(ModifyRequest modify) {
        StringBuilder changed = new StringBuilder();
        for (Modification change : modify.changes()) {
            if (changed.length() > Line.LONGEST_TEXT) {
                break;
            }
            changed.append(changed.isEmpty() ? "" : " ")
                    .append(change.attribute().description());
        }
        return changed.toString();
    }

    /** RFC 2589 §4.1. */
    private static void refreshed(Line line, LineForm form, ExtendedRequest request) {
        if (request.value().isEmpty()) {
            return;
        }
        try {
            form.text(
                    line, "entry", RefreshRequest.decode(request.value().get()).entryName());
        } catch (BerException _) {
            // It names no entry, as its result says.
        }
    }

    private static String label(SearchScope scope) {
        return switch (scope) {
            case BASE_OBJECT -> "base";
            case SINGLE_LEVEL -> "one";
            case WHOLE_SUBTREE -> "sub";
        };
    }
}
