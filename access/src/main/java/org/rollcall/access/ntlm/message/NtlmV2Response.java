package org.rollcall.access.ntlm.message;

import org.rollcall.access.Octets;

/**
 * The NT response of NTLMv2 (MS-NLMP 2.2.2.8): a proof of 16 octets, and what the client put under it, as it came and
 * as it reads.
 */
public record NtlmV2Response(Octets proof, Octets claims, ClientChallenge challenge) {
    private static final int PROOF_OCTETS = 16;

    /** A response of NTLMv1 has 24 octets; every one of NTLMv2 is longer. */
    public static final int V1_OCTETS = 24;

    /**
     * Reads the response of an AUTHENTICATE.
     *
     * @throws NtlmFormatException when the octets are not such a response
     */
    public static NtlmV2Response decode(Octets ntResponse) throws NtlmFormatException {
        if (ntResponse.length() <= V1_OCTETS) {
            throw new NtlmFormatException("an NT response of " + ntResponse.length() + " octets is not one of NTLMv2");
        }
        Octets claims = ntResponse.slice(PROOF_OCTETS, ntResponse.length());
        return new NtlmV2Response(ntResponse.slice(0, PROOF_OCTETS), claims, ClientChallenge.decode(claims));
    }
}
