package org.rollcall.locator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.Match;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.View;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.ValuePattern;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/** Compares an assertion with the values of one attribute (RFC 4511 §4.10), in either form. */
final class Comparison {
    private final Vocabulary vocabulary;

    Comparison(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Whether it is true of the entry.
     *
     * @param entry the entry in N-client form, or null for the normal form
     * @throws DirectoryException undefinedAttributeType, noSuchAttribute, inappropriateMatching, invalidAttributeSyntax
     */
    boolean isTrue(Match match, Target.@Nullable Entry entry, CompareRequest request, View view, TextEncoding text) {
        if (NameMapping.isMinutes(request.description())) {
            return minutes(match, request.assertionValue());
        }
        String attribute = entry == null
                ? NameMapping.attribute(request.description())
                : NClientFilter.attribute(request.description(), entry.of());
        AttributeType type = vocabulary
                .schema()
                .attributeType(attribute)
                .orElseThrow(() -> new DirectoryException(
                        ResultCode.UNDEFINED_ATTRIBUTE_TYPE, request.description() + ": no such attribute"));
        MatchingRule rule = type.equality()
                .orElseThrow(() -> new DirectoryException(
                        ResultCode.INAPPROPRIATE_MATCHING, request.description() + ": values can't be compared"));
        OctetString value = Texts.stored(request.assertionValue(), type, text);
        ValuePattern pattern = rule.equalTo(value)
                .orElseThrow(() -> new DirectoryException(
                        ResultCode.INVALID_ATTRIBUTE_SYNTAX,
                        request.description() + ": the value does not fit the attribute"));
        if (entry != null && entry.of().isPeople() && vocabulary.ofApplication().contains(type)) {
            return ofApplication(entry, new Filter.Equality(attribute, value), view);
        }
        List<OctetString> values = match.sees(type) ? match.values(type) : List.of();
        if (values.isEmpty()) {
            throw noSuchAttribute(request.description());
        }
        for (OctetString each : values) {
            if (pattern.matches(each.unsafeArray(), 0, each.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean minutes(Match match, OctetString asserted) {
        if (!match.isDynamic()) {
            throw noSuchAttribute(NameMapping.MINUTES);
        }
        long shown = LeaseTerms.shownMinutes(match.timeToLiveSeconds());
        return Texts.trimmed(asserted).equals(OctetString.of(Long.toString(shown)));
    }

    // A person may have several applications: one of them is enough (decision 11).
    private boolean ofApplication(Target.Entry entry, Filter.Equality item, View view) {
        if (finds(entry, item, view)) {
            return true;
        }
        if (!finds(entry, new Filter.Present(item.description()), view)) {
            throw noSuchAttribute(item.description());
        }
        return false;
    }

    private boolean finds(Target.Entry entry, Filter item, View view) {
        ListedClass list = entry.of();
        Filter named = new Filter.Equality(list.namingAttribute(), entry.cn());
        Filter filter = new Filter.And(List.of(list.item(), named, item));
        SearchCursor cursor = view.search(new SearchQuery(
                list.base(),
                SearchScope.SINGLE_LEVEL,
                vocabulary.directory().condition(filter),
                list.pairing(),
                false,
                SearchQuery.START));
        boolean[] found = new boolean[1];
        SearchCursor.Sink sink = match -> {
            found[0] = true;
            return false;
        };
        while (!found[0] && cursor.advance(100, sink) == SearchCursor.Step.MORE) {
            // One name: few candidates.
        }
        return found[0];
    }

    private static DirectoryException noSuchAttribute(String description) {
        return new DirectoryException(ResultCode.NO_SUCH_ATTRIBUTE, description + ": not there");
    }
}
