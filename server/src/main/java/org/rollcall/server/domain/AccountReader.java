package org.rollcall.server.domain;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.InvalidSidException;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.domain.DomainAccount;
import org.rollcall.identity.domain.DomainUser;

/** Reads users' SIDs and groups from a controller, by whatever account the connection was bound with last. */
final class AccountReader {
    private static final String ACCOUNT_NAME = "sAMAccountName";
    private static final String SID = "objectSid";
    private static final String GROUPS = "tokenGroups";

    private final String netbiosName;
    private final String base;

    /** @param dnsName of the domain, from which its DN follows (MS-ADTS 3.1.1.1.5) */
    AccountReader(String dnsName, String netbiosName) {
        this.netbiosName = netbiosName;
        this.base =
                Arrays.stream(dnsName.split("\\.")).map(label -> "DC=" + label).collect(Collectors.joining(","));
    }

    /** What the controller says of the user; empty where it shows none, or more than one. */
    Optional<DomainAccount> read(LDAPConnection connection, DomainUser user) throws LDAPException {
        for (Filter filter : filters(user)) {
            List<SearchResultEntry> found = search(connection, filter);
            if (!found.isEmpty()) {
                return found.size() == 1 ? account(connection, found.getFirst()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** A principal name that was given to somebody is theirs, even if it is like another's implicit one. */
    private static List<Filter> filters(DomainUser user) {
        return switch (user) {
            case DomainUser.Account account ->
                List.of(users(ACCOUNT_NAME, account.name().toString()));
            case DomainUser.Principal principal -> {
                List<Filter> filters = new ArrayList<>();
                filters.add(users("userPrincipalName", principal.toString()));
                if (principal.isOfDomain()) {
                    filters.add(users(ACCOUNT_NAME, principal.name().toString()));
                }
                yield filters;
            }
        };
    }

    private static Filter users(String attribute, String value) {
        return Filter.createANDFilter(
                Filter.createEqualityFilter("objectClass", "user"), Filter.createEqualityFilter(attribute, value));
    }

    private List<SearchResultEntry> search(LDAPConnection connection, Filter filter) throws LDAPException {
        SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter, ACCOUNT_NAME, SID);
        request.setSizeLimit(2);
        try {
            return List.copyOf(connection.search(request).getSearchEntries());
        } catch (LDAPSearchException e) {
            @Nullable List<SearchResultEntry> some = e.getSearchEntries();
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED) && some != null) {
                return List.copyOf(some);
            }
            throw e;
        }
    }

    /** {@code tokenGroups} is computed, and told in searches of one entry only (MS-ADTS 3.1.1.4.5.19). */
    private Optional<DomainAccount> account(LDAPConnection connection, SearchResultEntry user) throws LDAPException {
        SearchResultEntry groups = connection.getEntry(user.getDN(), GROUPS);
        String name = user.getAttributeValue(ACCOUNT_NAME);
        byte[] sid = user.getAttributeValueBytes(SID);
        byte[][] members = groups == null ? null : groups.getAttributeValueByteArrays(GROUPS);
        if (name == null || sid == null || members == null) {
            return Optional.empty();
        }
        try {
            Set<Sid> decoded = new HashSet<>();
            for (byte[] member : members) {
                decoded.add(Sid.decode(member));
            }
            return Optional.of(new DomainAccount(netbiosName + "\\" + name, Sid.decode(sid), decoded));
        } catch (InvalidSidException e) {
            throw new LDAPException(ResultCode.DECODING_ERROR, user.getDN() + ": " + e.getMessage(), e);
        }
    }
}
