package org.rollcall.identity.password;

/** An NT hash as {@link NtHashSeal} encrypted it. */
public record SealedNtHash(Secret nonce, Secret sealed) {
    static final int NONCE_OCTETS = 12;
    static final int HASH_OCTETS = 16;
    static final int TAG_OCTETS = 16;

    /** @throws IllegalArgumentException when a part has not its length */
    public SealedNtHash {
        if (nonce.length() != NONCE_OCTETS || sealed.length() != HASH_OCTETS + TAG_OCTETS) {
            throw new IllegalArgumentException("a sealed NT hash has " + NONCE_OCTETS + " and "
                    + (HASH_OCTETS + TAG_OCTETS) + " octets, not " + nonce.length() + " and " + sealed.length());
        }
    }
}
