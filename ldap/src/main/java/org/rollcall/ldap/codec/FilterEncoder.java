package org.rollcall.ldap.codec;

import java.util.List;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.filter.Filter;

/** Writes filters (RFC 4511 §4.5.1.7), last octet first. */
final class FilterEncoder {
    private FilterEncoder() {}

    static void write(BerWriter out, Filter filter, TextEncoding text) {
        int mark = out.size();
        switch (filter) {
            case Filter.And and -> list(out, FilterDecoder.AND, and.filters(), text);
            case Filter.Or or -> list(out, FilterDecoder.OR, or.filters(), text);
            case Filter.Not not -> {
                write(out, not.filter(), text);
                out.close(FilterDecoder.NOT, mark);
            }
            case Filter.Equality(String description, OctetString value) ->
                assertion(out, FilterDecoder.EQUALITY, description, value, text);
            case Filter.GreaterOrEqual(String description, OctetString value) ->
                assertion(out, FilterDecoder.GREATER_OR_EQUAL, description, value, text);
            case Filter.LessOrEqual(String description, OctetString value) ->
                assertion(out, FilterDecoder.LESS_OR_EQUAL, description, value, text);
            case Filter.Approximate(String description, OctetString value) ->
                assertion(out, FilterDecoder.APPROXIMATE, description, value, text);
            case Filter.Present present -> Texts.write(out, FilterDecoder.PRESENT, present.description(), text);
            case Filter.Substrings substrings -> substrings(out, substrings, text);
            case Filter.Extensible extensible -> extensible(out, extensible, text);
        }
    }

    private static void list(BerWriter out, int tag, List<Filter> filters, TextEncoding text) {
        int mark = out.size();
        for (int i = filters.size() - 1; i >= 0; i--) {
            write(out, filters.get(i), text);
        }
        out.close(tag, mark);
    }

    private static void assertion(BerWriter out, int tag, String description, OctetString value, TextEncoding text) {
        int mark = out.size();
        out.octetString(value);
        Texts.write(out, Ber.OCTET_STRING, description, text);
        out.close(tag, mark);
    }

    private static void substrings(BerWriter out, Filter.Substrings filter, TextEncoding text) {
        int mark = out.size();
        if (filter.last().isPresent()) {
            out.octetString(FilterDecoder.FINAL, filter.last().get());
        }
        for (int i = filter.any().size() - 1; i >= 0; i--) {
            out.octetString(FilterDecoder.ANY, filter.any().get(i));
        }
        if (filter.initial().isPresent()) {
            out.octetString(FilterDecoder.INITIAL, filter.initial().get());
        }
        out.close(Ber.SEQUENCE, mark);
        Texts.write(out, Ber.OCTET_STRING, filter.description(), text);
        out.close(FilterDecoder.SUBSTRINGS, mark);
    }

    private static void extensible(BerWriter out, Filter.Extensible filter, TextEncoding text) {
        int mark = out.size();
        if (filter.dnAttributes()) {
            out.bool(FilterDecoder.DN_ATTRIBUTES, true);
        }
        out.octetString(FilterDecoder.MATCH_VALUE, filter.value());
        if (filter.description().isPresent()) {
            Texts.write(out, FilterDecoder.TYPE, filter.description().get(), text);
        }
        if (filter.matchingRule().isPresent()) {
            Texts.write(out, FilterDecoder.MATCHING_RULE, filter.matchingRule().get(), text);
        }
        out.close(FilterDecoder.EXTENSIBLE, mark);
    }
}
