package org.rollcall.identity.account;

import java.time.Instant;
import java.util.Optional;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.password.PasswordSecrets;

/**
 * Somebody who may log on.
 *
 * @param enabled whether it may now
 * @param secrets what is kept of its password; without them it cannot log on by password
 */
public record Account(
        Sid sid, AccountName name, boolean enabled, Instant created, Instant changed, Optional<PasswordSecrets> secrets)
        implements Principal {
    Account withEnabled(boolean enabled, Instant now) {
        return new Account(sid, name, enabled, created, now, secrets);
    }

    Account withSecrets(Optional<PasswordSecrets> secrets, Instant now) {
        return new Account(sid, name, enabled, created, now, secrets);
    }
}
