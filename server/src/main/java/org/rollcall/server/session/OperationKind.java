package org.rollcall.server.session;

import java.util.Locale;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Response;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.UnbindRequest;

/** What kinds of operations are told apart when they are counted. */
public enum OperationKind {
    BIND,
    UNBIND,
    SEARCH,
    MODIFY,
    ADD,
    DELETE,
    MODIFY_DN,
    COMPARE,
    ABANDON,
    CANCEL,
    WHO_AM_I,
    START_TLS,
    EXTENDED;

    private final String label = name().toLowerCase(Locale.ROOT);

    static OperationKind of(LdapMessage message) {
        return switch (message.op()) {
            case SearchRequest _ -> SEARCH;
            case BindRequest _ -> BIND;
            case UnbindRequest _ -> UNBIND;
            case ModifyRequest _ -> MODIFY;
            case AddRequest _ -> ADD;
            case DeleteRequest _ -> DELETE;
            case ModifyDnRequest _ -> MODIFY_DN;
            case CompareRequest _ -> COMPARE;
            case AbandonRequest _ -> ABANDON;
            case ExtendedRequest request ->
                switch (request.oid()) {
                    case Oids.CANCEL -> CANCEL;
                    case Oids.WHO_AM_I -> WHO_AM_I;
                    case Oids.START_TLS -> START_TLS;
                    default -> EXTENDED;
                };
            case Response _ -> throw new IllegalArgumentException("not a request");
        };
    }

    /** True for what changes entries and counts against the rate of writes. */
    boolean writes() {
        return this == ADD || this == MODIFY || this == DELETE || this == MODIFY_DN;
    }

    /** As it stands in metrics and logs. */
    public String label() {
        return label;
    }
}
