package org.rollcall.locator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;

/**
 * What only N-clients mean by a filter: {@code %} as a wildcard (decision 4), {@code cn} for the {@code uid} of a
 * conference (decisions 8, 10), {@code cn==} (decision 3), and a list as the base of the search (decision 1).
 */
final class NClientFilter {
    private static final byte WILDCARD = '%';

    private NClientFilter() {}

    /** The attribute that an N-client means by a name in this list. */
    static String attribute(String description, ListedClass list) {
        String attribute = NameMapping.attribute(description);
        return isName(attribute) ? list.namingAttribute() : attribute;
    }

    private static boolean isName(String attribute) {
        return attribute.equalsIgnoreCase("cn") || attribute.equalsIgnoreCase("commonName");
    }

    static Filter equality(String attribute, OctetString value, ListedClass list) {
        OctetString wanted = attribute.equals(list.namingAttribute()) ? name(value) : value;
        return hasWildcard(wanted) ? pattern(attribute, wanted) : new Filter.Equality(attribute, wanted);
    }

    /** A name as it stands behind {@code cn=}: without blanks at its ends, and without a second equals sign. */
    static OctetString name(OctetString value) {
        OctetString name = Texts.trimmed(value);
        if (name.isEmpty() || name.at(0) != '=') {
            return name;
        }
        byte[] octets = name.unsafeArray();
        byte[] rest = new byte[octets.length - 1];
        System.arraycopy(octets, 1, rest, 0, rest.length);
        return Texts.trimmed(OctetString.wrap(rest));
    }

    /** A substring filter may have the other wildcard as well. */
    static Filter substrings(Filter.Substrings item) {
        boolean plain = item.initial().filter(NClientFilter::hasWildcard).isEmpty()
                && item.last().filter(NClientFilter::hasWildcard).isEmpty()
                && item.any().stream().noneMatch(NClientFilter::hasWildcard);
        if (plain) {
            return item;
        }
        Parts parts = new Parts();
        item.initial().ifPresent(parts::text);
        for (OctetString part : item.any()) {
            parts.wildcard();
            parts.text(part);
        }
        parts.wildcard();
        item.last().ifPresent(parts::text);
        return parts.filter(item.description());
    }

    private static Filter pattern(String attribute, OctetString value) {
        Parts parts = new Parts();
        parts.text(value);
        return parts.filter(attribute);
    }

    private static boolean hasWildcard(OctetString value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.at(i) == WILDCARD) {
                return true;
            }
        }
        return false;
    }

    /** Pieces of literal text with wildcards between them. */
    private static final class Parts {
        private final List<OctetString> pieces = new ArrayList<>(List.of(OctetString.EMPTY));

        void wildcard() {
            pieces.add(OctetString.EMPTY);
        }

        void text(OctetString text) {
            int start = 0;
            for (int i = 0; i <= text.length(); i++) {
                if (i == text.length() || text.at(i) == WILDCARD) {
                    byte[] piece = new byte[i - start];
                    System.arraycopy(text.unsafeArray(), start, piece, 0, piece.length);
                    if (start > 0) {
                        wildcard();
                    }
                    pieces.set(pieces.size() - 1, OctetString.wrap(piece));
                    start = i + 1;
                }
            }
        }

        Filter filter(String attribute) {
            Optional<OctetString> initial = Optional.of(pieces.getFirst()).filter(piece -> !piece.isEmpty());
            Optional<OctetString> last = Optional.of(pieces.getLast()).filter(piece -> !piece.isEmpty());
            List<OctetString> any = new ArrayList<>(pieces.subList(1, pieces.size() - 1));
            any.removeIf(OctetString::isEmpty);
            return initial.isEmpty() && last.isEmpty() && any.isEmpty()
                    ? new Filter.Present(attribute)
                    : new Filter.Substrings(attribute, initial, any, last);
        }
    }

    /** The filter for entries of the list only; conjunctions stay one conjunction, so that a name stays an item of it. */
    static Filter within(ListedClass list, Filter filter) {
        if (!(filter instanceof Filter.And and)) {
            return new Filter.And(List.of(list.item(), filter));
        }
        List<Filter> items = new ArrayList<>(and.filters().size() + 1);
        flatten(and, items);
        if (!says(items, list)) {
            items.addFirst(list.item());
        }
        return new Filter.And(items);
    }

    /** True where one of the items already asks for the class of the list. */
    static boolean says(List<Filter> items, ListedClass list) {
        for (int i = 0; i < items.size(); i++) {
            if (isItem(items.get(i), list)) {
                return true;
            }
        }
        return false;
    }

    /** True for {@code (objectClass=…)} with the class of the list. */
    static boolean isItem(Filter filter, ListedClass list) {
        return filter instanceof Filter.Equality item
                && item.description().equalsIgnoreCase("objectClass")
                && (item.value().equals(list.item().value())
                        || item.value().utf8().equalsIgnoreCase(list.name()));
    }

    /** The items of a conjunction and of the conjunctions in it. */
    static void flatten(Filter.And and, List<Filter> items) {
        for (int i = 0; i < and.filters().size(); i++) {
            Filter filter = and.filters().get(i);
            if (filter instanceof Filter.And inner) {
                flatten(inner, items);
            } else {
                items.add(filter);
            }
        }
    }
}
