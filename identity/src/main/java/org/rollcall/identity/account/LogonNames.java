package org.rollcall.identity.account;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rollcall.identity.text.Preparation;

/**
 * Which of the {@linkplain GivenName names that users give} are those of a server's own accounts. A server knows some
 * domains as its own, in any case; {@code \\user} and {@code .\\user} mean its own too.
 */
public final class LogonNames {
    static final int MAX_CHARACTERS = 512;

    private final Set<String> own;

    /** @param own what the server's domain is called: its NetBIOS name, its DNS name */
    public LogonNames(Collection<String> own) {
        this.own = own.stream()
                .map(domain -> Preparation.caseless(domain)
                        .orElseThrow(() -> new IllegalArgumentException("'" + domain + "' is no name of a domain")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The name that an account of the server would have; empty where it is of another domain, or none at all. */
    public Optional<AccountName> own(String given) {
        return GivenName.of(given).flatMap(this::own);
    }

    private Optional<AccountName> own(GivenName given) {
        return switch (given) {
            case GivenName.Bare(String user) -> AccountName.find(user);
            case GivenName.InDomain(String domain, String user) ->
                domain.isEmpty() || domain.equals(".") || isOwn(domain) ? AccountName.find(user) : Optional.empty();
            case GivenName.AtDomain(String user, String domain) ->
                isOwn(domain) ? AccountName.find(user) : Optional.empty();
        };
    }

    private boolean isOwn(String domain) {
        return Preparation.caseless(domain).filter(own::contains).isPresent();
    }
}
