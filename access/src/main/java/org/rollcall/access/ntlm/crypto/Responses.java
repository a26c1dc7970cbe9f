package org.rollcall.access.ntlm.crypto;

import org.rollcall.access.Octets;

/**
 * What a client answers to a server's nonce (MS-NLMP 3.3.1, 3.3.2). Nonces have 8 octets, responses of version 1 have
 * 24.
 */
public final class Responses {
    private Responses() {}

    /** The NT response of NTLMv1 from the NT hash, or the LM response from the LM hash. */
    public static Octets v1(Octets hash, Octets serverChallenge) {
        return Primitives.desl(hash, serverChallenge);
    }

    /** The NT response of NTLMv1 with extended session security. */
    public static Octets v1Extended(Octets ntHash, Octets serverChallenge, Octets clientChallenge) {
        return v1(ntHash, extendedChallenge(serverChallenge, clientChallenge));
    }

    /** What stands for the server's nonce in NTLMv1 with extended session security. */
    public static Octets extendedChallenge(Octets serverChallenge, Octets clientChallenge) {
        return Primitives.md5(Octets.concat(serverChallenge, clientChallenge)).slice(0, 8);
    }

    /** The LM response of NTLMv1 with extended session security, which only carries the client's nonce. */
    public static Octets lmV1Extended(Octets clientChallenge) {
        return Octets.concat(clientChallenge, Octets.zeros(16));
    }

    /** NTProofStr, the first 16 octets of the NT response of NTLMv2; {@code claims} is what stands behind it. */
    public static Octets v2Proof(Octets responseKey, Octets serverChallenge, Octets claims) {
        return Primitives.hmacMd5(responseKey, Octets.concat(serverChallenge, claims));
    }

    /** The LM response of NTLMv2. */
    public static Octets lmV2(Octets responseKey, Octets serverChallenge, Octets clientChallenge) {
        return Octets.concat(
                Primitives.hmacMd5(responseKey, Octets.concat(serverChallenge, clientChallenge)), clientChallenge);
    }
}
