package org.rollcall.identity.password;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes and checks what is kept of passwords. All of it takes its time on the caller's thread. */
public final class PasswordHasher {
    private final HashingSettings settings;
    private final RandomGenerator random;
    private final Argon2Hash ofNobody;

    /** @param random of cryptographic strength */
    public PasswordHasher(HashingSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.ofNobody = new Argon2Hash(
                settings.argon2(), salt(Argon2Hash.SALT_OCTETS), Secret.random(Argon2Hash.TAG_OCTETS, random));
    }

    public HashingSettings settings() {
        return settings;
    }

    /** What is to be kept of a new password; without an NT hash. */
    public PasswordSecrets hash(Password password) {
        return new PasswordSecrets(random.nextLong(), argon2(password), scram(password), Optional.empty());
    }

    /**
     * Whether this is the password.
     *
     * @param kept empty when there is no such account, or it has no password: refused after the time that a wrong
     *     password takes under today's settings
     */
    public boolean verify(Password password, Optional<PasswordSecrets> kept) {
        boolean matches = kept.map(PasswordSecrets::hash).orElse(ofNobody).matches(password);
        return matches && kept.isPresent();
    }

    /** What is to be kept instead of what was made under other settings; empty if there is nothing to renew. */
    public Optional<PasswordSecrets> renew(Password right, PasswordSecrets kept) {
        boolean newHash = !kept.hash().settings().equals(settings.argon2());
        boolean newVerifier = kept.scram().iterations() != settings.scramIterations();
        return newHash || newVerifier
                ? Optional.of(
                        kept.renewed(newHash ? argon2(right) : kept.hash(), newVerifier ? scram(right) : kept.scram()))
                : Optional.empty();
    }

    private Argon2Hash argon2(Password password) {
        return Argon2Hash.of(password, settings.argon2(), salt(Argon2Hash.SALT_OCTETS));
    }

    private ScramVerifier scram(Password password) {
        return ScramVerifier.of(password, settings.scramIterations(), salt(ScramVerifier.SALT_OCTETS));
    }

    private Secret salt(int octets) {
        return Secret.random(octets, random);
    }
}
