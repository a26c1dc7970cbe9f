package org.rollcall.identity.account;

import java.util.Optional;

/**
 * A name as somebody gives it, taken apart: {@code user}, {@code DOMAIN\\user}, {@code user@domain}. Before each of them
 * {@code u:} may stand, as in authorization identities (RFC 4513 §5.2.1.8), which some clients send as names.
 */
public sealed interface GivenName {
    /** {@code user}. */
    record Bare(String user) implements GivenName {}

    /** {@code DOMAIN\\user}. */
    record InDomain(String domain, String user) implements GivenName {}

    /** {@code user@domain}, parted at the last {@code @}. */
    record AtDomain(String user, String domain) implements GivenName {}

    /** The name's parts; empty where it is longer than any. */
    static Optional<GivenName> of(String given) {
        if (given.length() > LogonNames.MAX_CHARACTERS) {
            return Optional.empty();
        }
        // No name has a colon.
        String text = given.regionMatches(true, 0, "u:", 0, 2) ? given.substring(2) : given;
        int backslash = text.indexOf('\\');
        if (backslash >= 0) {
            return Optional.of(new InDomain(text.substring(0, backslash), text.substring(backslash + 1)));
        }
        int at = text.lastIndexOf('@');
        return Optional.of(at >= 0 ? new AtDomain(text.substring(0, at), text.substring(at + 1)) : new Bare(text));
    }
}
