package org.rollcall.identity.domain;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.logon.LogonResult.Granted;

/**
 * What a domain says of a user.
 *
 * @param name as people read it, with the domain before it
 * @param groups those that the user is in, directly or through others
 */
public record DomainAccount(String name, Sid sid, Set<Sid> groups) {
    /** Of accounts and groups of domains: {@code S-1-5-21}. */
    private static final int NT_AUTHORITY = 5;

    private static final int NON_UNIQUE = 21;

    /** Groups of the controller's own, such as its BUILTIN\\Administrators, mean nothing here and are left out. */
    public DomainAccount {
        groups = groups.stream().filter(DomainAccount::isOfDomain).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether an account or a group of a domain can have it. */
    public static boolean isOfDomain(Sid sid) {
        return sid.authority() == NT_AUTHORITY && sid.subAuthorityCount() > 1 && sid.subAuthority(0) == NON_UNIQUE;
    }

    /**
     * A logon of this user. It is worth the same until another takes its place, but for what groups of the server mean by
     * then.
     *
     * @param tokens makes of a SID and its groups what access is checked for
     */
    public Granted granted(BiFunction<Sid, Set<Sid>, Token> tokens) {
        return new Granted(name, tokens.apply(sid, groups), () -> Optional.of(tokens.apply(sid, groups)));
    }
}
