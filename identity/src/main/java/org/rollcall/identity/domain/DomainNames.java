package org.rollcall.identity.domain;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.GivenName;
import org.rollcall.identity.text.Preparation;

/**
 * Which names are those of the domain's users: {@code DOMAIN\\user} and {@code user@domain}. A name without a domain never
 * is.
 */
public final class DomainNames {
    private final String netbiosName;
    private final String dnsName;
    /** By their forms without case. */
    private final Map<String, String> suffixes = new HashMap<>();

    /**
     * The names of a domain.
     *
     * @param suffixes what may stand behind the {@code @} beside the DNS name
     * @throws IllegalArgumentException where one can't be a domain's
     */
    public DomainNames(String dnsName, String netbiosName, Collection<String> suffixes) {
        this.netbiosName = netbiosName;
        this.dnsName = dnsName;
        suffixes.forEach(suffix -> this.suffixes.put(key(suffix), suffix));
        this.suffixes.put(key(dnsName), dnsName);
        key(netbiosName);
    }

    private static String key(String domain) {
        return Preparation.caseless(domain)
                .filter(key -> !key.isBlank() && key.indexOf('@') < 0 && key.indexOf('\\') < 0)
                .orElseThrow(() -> new IllegalArgumentException("'" + domain + "' is no name of a domain"));
    }

    /** What the domain is called, in all forms, for comparison in any case. */
    public Set<String> all() {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(suffixes.values());
        all.add(netbiosName);
        return all;
    }

    /** The user of the domain that is meant; empty where it is nobody's name there. */
    public Optional<DomainUser> of(String given) {
        return GivenName.of(given).flatMap(name -> switch (name) {
            case GivenName.Bare _ -> Optional.empty();
            case GivenName.InDomain(String domain, String user) -> account(domain, user);
            case GivenName.AtDomain(String user, String domain) ->
                is(domain, netbiosName) ? account(domain, user) : principal(user, domain);
        });
    }

    /**
     * The same of a name that NTLM brings in two parts.
     *
     * @param domain empty where the user's part may hold both
     */
    public Optional<DomainUser> of(String domain, String user) {
        return domain.isEmpty() ? of(user) : account(domain, user);
    }

    private Optional<DomainUser> account(String domain, String user) {
        return is(domain, netbiosName) || is(domain, dnsName)
                ? AccountName.find(user).map(name -> new DomainUser.Account(netbiosName, name))
                : Optional.empty();
    }

    private Optional<DomainUser> principal(String user, String domain) {
        return Preparation.caseless(domain)
                .flatMap(key -> Optional.ofNullable(suffixes.get(key)))
                .flatMap(suffix -> AccountName.find(user)
                        .map(name -> new DomainUser.Principal(name, suffix, is(suffix, dnsName))));
    }

    private static boolean is(String one, String other) {
        return Preparation.caseless(one).equals(Preparation.caseless(other));
    }
}
