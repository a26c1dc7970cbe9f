package org.rollcall.locator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;

/**
 * The filter item {@code (sttl=N)} beside an equality on {@code cn} or {@code uid} in the same conjunction: it renews
 * the entry of that name (MS-TAIL 3.2, 3.5.1, 3.5.11; decision 17).
 *
 * @param attribute {@code cn} or {@code uid}
 * @param name the value beside it, literal, not yet converted
 * @param others the items that the entry must match besides
 */
record RenewalItem(String attribute, OctetString name, LeaseTerm.Exactly term, List<Filter> others) {

    static Optional<RenewalItem> find(Filter filter) {
        if (!(filter instanceof Filter.And and) || !mentionsMinutes(and)) {
            return Optional.empty();
        }
        List<Filter> others = new ArrayList<>(and.filters().size());
        NClientFilter.flatten(and, others);
        LeaseTerm.@Nullable Exactly term = null;
        Filter.@Nullable Equality name = null;
        for (int i = 0; i < others.size(); ) {
            if (others.get(i) instanceof Filter.Equality item) {
                if (term == null && NameMapping.isMinutes(item.description())) {
                    term = LeaseTerms.minutes(item.value()).orElse(null);
                    if (term != null) {
                        others.remove(i);
                        continue;
                    }
                } else if (name == null && isName(item.description())) {
                    name = item;
                    others.remove(i);
                    continue;
                }
            }
            i++;
        }
        return term == null || name == null
                ? Optional.empty()
                : Optional.of(new RenewalItem(NameMapping.attribute(name.description()), name.value(), term, others));
    }

    /** True where the name is one by which an N-client knows entries of this list. */
    boolean isFor(ListedClass list) {
        return NClientFilter.attribute(attribute, list).equalsIgnoreCase(list.namingAttribute());
    }

    private static boolean mentionsMinutes(Filter.And and) {
        for (int i = 0; i < and.filters().size(); i++) {
            Filter filter = and.filters().get(i);
            boolean here = switch (filter) {
                case Filter.Equality item -> NameMapping.isMinutes(item.description());
                case Filter.And inner -> mentionsMinutes(inner);
                default -> false;
            };
            if (here) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(String description) {
        return description.equalsIgnoreCase("cn")
                || description.equalsIgnoreCase("uid")
                || NameMapping.attribute(description).equals("cn");
    }
}
