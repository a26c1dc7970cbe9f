package org.rollcall.access.ntlm.message;

import org.rollcall.access.Octets;

/**
 * What a client puts under its proof in NTLMv2 (NTLMv2_CLIENT_CHALLENGE, MS-NLMP 2.2.2.7): the time, a nonce of 8
 * octets, and what it heard from the server with what it adds of its own.
 */
public record ClientChallenge(FileTime time, Octets nonce, TargetInfo targetInfo) {
    private static final int TIME = 8;
    private static final int NONCE = 16;
    private static final int NONCE_END = 24;
    private static final int AV_PAIRS = 28;

    /** Version 1 of the response, and no higher one known. */
    private static final Octets VERSIONS = Octets.copyOf(new byte[] {1, 1});

    static ClientChallenge decode(Octets octets) throws NtlmFormatException {
        if (octets.length() < AV_PAIRS) {
            throw new NtlmFormatException("an NTLMv2 client challenge of " + octets.length() + " octets, at least "
                    + AV_PAIRS + " are needed");
        }
        if (!octets.slice(0, 2).equals(VERSIONS)) {
            throw new NtlmFormatException("an NTLMv2 client challenge of an unknown version");
        }
        return new ClientChallenge(
                FileTime.decode(octets.slice(TIME, NONCE)),
                octets.slice(NONCE, NONCE_END),
                TargetInfo.decode(octets.slice(AV_PAIRS, octets.length())));
    }

    /** {@code temp} of MS-NLMP 3.3.2, with the four zeros behind the AV pairs. */
    public Octets encode() {
        return Octets.concat(
                VERSIONS,
                Octets.zeros(TIME - 2),
                time.encode(),
                nonce,
                Octets.zeros(AV_PAIRS - NONCE_END),
                targetInfo.encode(),
                Octets.zeros(4));
    }
}
