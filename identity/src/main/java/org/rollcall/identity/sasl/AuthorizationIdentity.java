package org.rollcall.identity.sasl;

import java.util.Optional;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.GivenName;
import org.rollcall.identity.logon.Logons;

/**
 * Whom a client wants to be (RFC 4513 §5.2.1.8): nobody here may be another than who was proved. The form {@code u:name}
 * is known, and the bare name, which clients send too.
 */
final class AuthorizationIdentity {
    private AuthorizationIdentity() {}

    /** Whether the identity asked for, if any, is that of whom the given name means. */
    static boolean isSame(Logons logons, String asked, String given) {
        return GivenName.of(asked).equals(GivenName.of(given)) || isSame(logons, asked, logons.name(given));
    }

    /** Whether the identity asked for, if any, is the one that was proved. */
    static boolean isSame(Logons logons, String asked, Optional<AccountName> proved) {
        if (asked.isEmpty()) {
            return true;
        }
        Optional<AccountName> name = logons.name(asked);
        return name.isPresent() && name.equals(proved);
    }
}
