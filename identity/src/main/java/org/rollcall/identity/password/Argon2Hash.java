package org.rollcall.identity.password;

import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** An Argon2id hash, version 1.3 (RFC 9106), with what it takes to compute it again. */
record Argon2Hash(Argon2Settings settings, Secret salt, Secret tag) {
    static final int SALT_OCTETS = 16;
    static final int TAG_OCTETS = 32;

    static Argon2Hash of(Password password, Argon2Settings settings, Secret salt) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(settings.memoryKib())
                .withIterations(settings.iterations())
                .withParallelism(settings.parallelism())
                .withSalt(salt.unsafeArray())
                .build();
        byte[] octets = password.utf8();
        byte[] tag = new byte[TAG_OCTETS];
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(parameters);
            generator.generateBytes(octets, tag);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
        return new Argon2Hash(settings, salt, Secret.wrap(tag));
    }

    boolean matches(Password password) {
        return of(password, settings, salt).tag.equals(tag);
    }
}
