package org.rollcall.identity.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.ldap.OctetString;

/**
 * The records of accounts and groups, each by itself and beside the others, for those who look after a store and serve
 * nothing from it. All of them are to be shown in the order of their keys, as often as one likes. For one thread.
 */
public final class StoredAccounts {
    private final Map<OctetString, Group> groups = new LinkedHashMap<>();
    private @Nullable Register register;

    /** What is wrong with a record, for people, so that it can't be used; empty if nothing is. */
    public Optional<String> problem(OctetString key, OctetString value) {
        Loading alone = new Loading();
        alone.record(key, value);
        if (!alone.damaged().isEmpty()) {
            return Optional.of(alone.damaged().getFirst().toString());
        }
        alone.authority().ifPresent(authority -> known(authority.sid()));
        return alone.principals().stream()
                .flatMap(principal -> problem(key, principal).stream())
                .findFirst();
    }

    private Optional<String> problem(OctetString key, Principal principal) {
        Optional<String> problem = known(Rids.authorityOf(principal.sid()))
                .problem(principal)
                .map(reason -> AccountRecords.describe(key) + ": " + reason);
        if (problem.isEmpty() && principal instanceof Group group) {
            groups.put(key, group);
        }
        return problem;
    }

    // Where the authority's own record is lost, the first account tells of it.
    private Register known(Sid authority) {
        Register known = register;
        if (known == null) {
            known = new Register(authority);
            register = known;
        }
        return known;
    }

    /** What is not as it should be among the records that can be used, and harms nothing, for people; once all are shown. */
    public List<String> oddities() {
        List<String> oddities = new ArrayList<>();
        Register known = register;
        if (known != null) {
            groups.forEach((key, group) -> group.members().stream()
                    .filter(known::misses)
                    .map(Sid::toString)
                    .sorted()
                    .forEach(member -> oddities.add(AccountRecords.describe(key) + " (" + group.name()
                            + "): its member " + member + " is not there")));
        }
        return oddities;
    }
}
