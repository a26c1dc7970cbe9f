package org.rollcall.identity.account;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rollcall.identity.text.Preparation;

/**
 * The forms in which users give their names: {@code user}, {@code DOMAIN\\user}, {@code user@domain}. A server knows some
 * domains as its own, in any case; {@code \\user} and {@code .\\user} mean its own too. Before each of them {@code u:} may
 * stand, as in authorization identities (RFC 4513 §5.2.1.8), which some clients send as names.
 */
public final class LogonNames {
    private static final int MAX_CHARACTERS = 512;
    private static final String USER = "u:";

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
        if (given.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        // No name has a colon.
        String text = given.regionMatches(true, 0, USER, 0, USER.length()) ? given.substring(USER.length()) : given;
        int backslash = text.indexOf('\\');
        if (backslash >= 0) {
            String domain = text.substring(0, backslash);
            return domain.isEmpty() || domain.equals(".") || isOwn(domain)
                    ? name(text.substring(backslash + 1))
                    : Optional.empty();
        }
        int at = text.lastIndexOf('@');
        if (at >= 0) {
            return isOwn(text.substring(at + 1)) ? name(text.substring(0, at)) : Optional.empty();
        }
        return name(text);
    }

    private boolean isOwn(String domain) {
        return Preparation.caseless(domain).filter(own::contains).isPresent();
    }

    private static Optional<AccountName> name(String text) {
        try {
            return Optional.of(AccountName.of(text));
        } catch (AccountException e) {
            return Optional.empty();
        }
    }
}
