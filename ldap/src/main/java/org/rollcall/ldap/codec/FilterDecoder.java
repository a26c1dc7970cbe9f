package org.rollcall.ldap.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.filter.Filter;

/** Reads filters (RFC 4511 §4.5.1.7) within a depth and a number of elements. */
final class FilterDecoder {
    static final int AND = 0xa0;
    static final int OR = 0xa1;
    static final int NOT = 0xa2;
    static final int EQUALITY = 0xa3;
    static final int SUBSTRINGS = 0xa4;
    static final int GREATER_OR_EQUAL = 0xa5;
    static final int LESS_OR_EQUAL = 0xa6;
    static final int PRESENT = 0x87;
    static final int APPROXIMATE = 0xa8;
    static final int EXTENSIBLE = 0xa9;

    static final int INITIAL = 0x80;
    static final int ANY = 0x81;
    static final int FINAL = 0x82;

    static final int MATCHING_RULE = 0x81;
    static final int TYPE = 0x82;
    static final int MATCH_VALUE = 0x83;
    static final int DN_ATTRIBUTES = 0x84;

    private FilterDecoder() {}

    static Filter read(DecodingState state, int depthLeft) throws BerException {
        if (depthLeft <= 0) {
            throw BerException.limit("filter nested too deeply");
        }
        BerReader in = state.reader();
        int tag = in.peekTag();
        return switch (tag) {
            case AND -> new Filter.And(list(state, tag, depthLeft));
            case OR -> new Filter.Or(list(state, tag, depthLeft));
            case NOT -> {
                int outer = in.enter(tag);
                Filter inner = read(state, depthLeft - 1);
                state.leaveExactly(outer);
                yield new Filter.Not(inner);
            }
            case PRESENT -> new Filter.Present(state.description(tag));
            case SUBSTRINGS -> substrings(state);
            case EXTENSIBLE -> extensible(state);
            case EQUALITY, GREATER_OR_EQUAL, LESS_OR_EQUAL, APPROXIMATE -> {
                int outer = in.enter(tag);
                String description = state.description(Ber.OCTET_STRING);
                OctetString value = in.octetString();
                in.leave(outer);
                yield switch (tag) {
                    case EQUALITY -> new Filter.Equality(description, value);
                    case GREATER_OR_EQUAL -> new Filter.GreaterOrEqual(description, value);
                    case LESS_OR_EQUAL -> new Filter.LessOrEqual(description, value);
                    default -> new Filter.Approximate(description, value);
                };
            }
            case -1 -> throw BerException.structure("filter missing");
            default -> throw BerException.value("unknown kind of filter");
        };
    }

    private static List<Filter> list(DecodingState state, int tag, int depthLeft) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(tag);
        List<Filter> filters = new ArrayList<>(4);
        while (in.hasMore()) {
            state.countElement();
            filters.add(read(state, depthLeft - 1));
        }
        in.leave(outer);
        return filters;
    }

    private static Filter substrings(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(SUBSTRINGS);
        String description = state.description(Ber.OCTET_STRING);
        int list = in.enter(Ber.SEQUENCE);
        Optional<OctetString> initial = Optional.empty();
        List<OctetString> any = List.of();
        Optional<OctetString> last = Optional.empty();
        boolean first = true;
        while (in.hasMore()) {
            state.countElement();
            if (last.isPresent()) {
                throw BerException.value("substring behind the final one");
            }
            int tag = in.peekTag();
            switch (tag) {
                case INITIAL -> {
                    if (!first) {
                        throw BerException.value("initial substring not the first");
                    }
                    initial = Optional.of(in.octetString(tag));
                }
                case ANY -> {
                    if (any.isEmpty()) {
                        any = new ArrayList<>(2);
                    }
                    any.add(in.octetString(tag));
                }
                case FINAL -> last = Optional.of(in.octetString(tag));
                default -> throw BerException.value("unknown kind of substring");
            }
            first = false;
        }
        if (first) {
            throw BerException.value("substring filter without substrings");
        }
        in.leave(list);
        in.leave(outer);
        return new Filter.Substrings(description, initial, any, last);
    }

    private static Filter extensible(DecodingState state) throws BerException {
        BerReader in = state.reader();
        int outer = in.enter(EXTENSIBLE);
        Optional<String> rule = Optional.empty();
        Optional<String> description = Optional.empty();
        if (in.nextIs(MATCHING_RULE)) {
            rule = Optional.of(state.description(MATCHING_RULE));
        }
        if (in.nextIs(TYPE)) {
            description = Optional.of(state.description(TYPE));
        }
        OctetString value = in.octetString(MATCH_VALUE);
        boolean dnAttributes = in.nextIs(DN_ATTRIBUTES) && in.bool(DN_ATTRIBUTES);
        in.leave(outer);
        if (rule.isEmpty() && description.isEmpty()) {
            throw BerException.value("extensible match with neither type nor rule");
        }
        return new Filter.Extensible(rule, description, value, dnAttributes);
    }
}
