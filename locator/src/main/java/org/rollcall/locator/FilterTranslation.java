package org.rollcall.locator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.filter.Filter;

/**
 * Filters of the wire in the directory's terms: names mapped (decision 5), text in UTF-8 (decision 2), and what only
 * N-clients write done by {@link NClientFilter}. Time to live in minutes is never compared: where it does not renew
 * (decision 17), it is Undefined. What needs no change is passed on as it is.
 */
final class FilterTranslation {
    /** No schema has this type, so nothing can be said of it. */
    static final Filter UNDEFINED = new Filter.Equality("0.0", OctetString.EMPTY);

    private final Schema schema;

    FilterTranslation(Schema schema) {
        this.schema = schema;
    }

    /** @param list the list that an N-client searches, or null for the normal form */
    Filter translate(Filter filter, TextEncoding text, @Nullable ListedClass list) {
        return switch (filter) {
            case Filter.And and -> new Filter.And(translate(and.filters(), text, list));
            case Filter.Or or -> new Filter.Or(translate(or.filters(), text, list));
            case Filter.Not not -> new Filter.Not(translate(not.filter(), text, list));
            case Filter.Equality equality -> equality(equality, text, list);
            case Filter.Substrings substrings -> substrings(substrings, text, list);
            case Filter.Present present -> present(present, list);
            case Filter.GreaterOrEqual item -> {
                String attribute = attribute(item.description(), list);
                yield NameMapping.isMinutes(item.description())
                        ? UNDEFINED
                        : new Filter.GreaterOrEqual(attribute, value(item.value(), attribute, text));
            }
            case Filter.LessOrEqual item -> {
                String attribute = attribute(item.description(), list);
                yield NameMapping.isMinutes(item.description())
                        ? UNDEFINED
                        : new Filter.LessOrEqual(attribute, value(item.value(), attribute, text));
            }
            case Filter.Approximate item -> {
                String attribute = attribute(item.description(), list);
                yield NameMapping.isMinutes(item.description())
                        ? UNDEFINED
                        : new Filter.Approximate(attribute, value(item.value(), attribute, text));
            }
            case Filter.Extensible item -> {
                if (item.description().filter(NameMapping::isMinutes).isPresent()) {
                    yield UNDEFINED;
                }
                Optional<String> attribute = item.description().map(d -> attribute(d, list));
                OctetString value = attribute.isPresent()
                        ? value(item.value(), attribute.get(), text)
                        : Texts.stored(item.value(), text);
                yield new Filter.Extensible(item.matchingRule(), attribute, value, item.dnAttributes());
            }
        };
    }

    private List<Filter> translate(List<Filter> filters, TextEncoding text, @Nullable ListedClass list) {
        List<Filter> translated = new ArrayList<>(filters.size());
        for (int i = 0; i < filters.size(); i++) {
            translated.add(translate(filters.get(i), text, list));
        }
        return translated;
    }

    private Filter equality(Filter.Equality item, TextEncoding text, @Nullable ListedClass list) {
        if (NameMapping.isMinutes(item.description())) {
            return UNDEFINED;
        }
        String attribute = attribute(item.description(), list);
        OctetString value = value(item.value(), attribute, text);
        if (list != null) {
            return NClientFilter.equality(attribute, value, list);
        }
        return attribute.equals(item.description()) && value.equals(item.value())
                ? item
                : new Filter.Equality(attribute, value);
    }

    private Filter substrings(Filter.Substrings item, TextEncoding text, @Nullable ListedClass list) {
        if (NameMapping.isMinutes(item.description())) {
            return UNDEFINED;
        }
        String attribute = attribute(item.description(), list);
        List<OctetString> any = new ArrayList<>(item.any().size());
        for (OctetString part : item.any()) {
            any.add(value(part, attribute, text));
        }
        Filter.Substrings translated = new Filter.Substrings(
                attribute,
                item.initial().map(part -> value(part, attribute, text)),
                any,
                item.last().map(part -> value(part, attribute, text)));
        return list == null ? translated : NClientFilter.substrings(translated);
    }

    private static Filter present(Filter.Present item, @Nullable ListedClass list) {
        String attribute = attribute(item.description(), list);
        return attribute.equals(item.description()) ? item : new Filter.Present(attribute);
    }

    private OctetString value(OctetString value, String attribute, TextEncoding text) {
        byte[] octets = value.unsafeArray();
        if (Texts.isAscii(octets, 0, octets.length)) {
            return value;
        }
        Optional<AttributeType> type = schema.attributeType(attribute);
        return type.isPresent() ? Texts.stored(value, type.get(), text) : value;
    }

    private static String attribute(String description, @Nullable ListedClass list) {
        return list == null ? NameMapping.attribute(description) : NClientFilter.attribute(description, list);
    }
}
