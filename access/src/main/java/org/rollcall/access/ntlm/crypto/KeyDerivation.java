package org.rollcall.access.ntlm.crypto;

import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;

/**
 * From hashes and responses to the keys of a session (MS-NLMP 3.3, 3.4.5). Keys have 16 octets unless said otherwise.
 */
public final class KeyDerivation {
    public static final int KEY_OCTETS = 16;

    private static final int KEY_56_OCTETS = 7;
    private static final int KEY_40_OCTETS = 5;

    private static final Octets WEAKENING_56 = Octets.copyOf(new byte[] {(byte) 0xA0});
    private static final Octets WEAKENING_40 = Octets.copyOf(new byte[] {(byte) 0xE5, 0x38, (byte) 0xB0});
    private static final Octets LM_FILL =
            Octets.copyOf(new byte[] {(byte) 0xBD, (byte) 0xBD, (byte) 0xBD, (byte) 0xBD, (byte) 0xBD, (byte) 0xBD});

    private KeyDerivation() {}

    public static Octets sessionBaseKeyV1(Octets ntHash) {
        return Primitives.md4(ntHash);
    }

    public static Octets sessionBaseKeyV2(Octets responseKey, Octets proof) {
        return Primitives.hmacMd5(responseKey, proof);
    }

    /**
     * KXKEY for NTLMv1 (MS-NLMP 3.4.5.1); that of NTLMv2 is the session base key itself.
     *
     * @param lmResponse of 8 octets or more, where a key is made from it
     * @param lmHash needed only where the flags ask for a key that is made from it
     * @throws IllegalArgumentException when it is needed and absent
     */
    public static Octets keyExchangeKeyV1(
            NegotiateFlags flags,
            Octets sessionBaseKey,
            Octets serverChallenge,
            Octets lmResponse,
            Optional<Octets> lmHash) {
        if (flags.has(NegotiateFlag.EXTENDED_SESSION_SECURITY)) {
            return Primitives.hmacMd5(sessionBaseKey, Octets.concat(serverChallenge, lmResponse.slice(0, 8)));
        }
        if (!flags.has(NegotiateFlag.LM_KEY) && !flags.has(NegotiateFlag.REQUEST_NON_NT_SESSION_KEY)) {
            return sessionBaseKey;
        }
        Octets lm = lmHash.orElseThrow(() -> new IllegalArgumentException("no LM hash for a key made from it"));
        if (flags.has(NegotiateFlag.LM_KEY)) {
            Octets start = lmResponse.slice(0, 8);
            return Octets.concat(
                    Primitives.des(lm.slice(0, 7), start),
                    Primitives.des(Octets.concat(lm.slice(7, 8), LM_FILL), start));
        }
        return Octets.concat(lm.slice(0, 8), Octets.zeros(8));
    }

    /** Hides a random session key under the key exchange key, or uncovers it (MS-NLMP 3.1.5.1.2, 3.2.5.1.2). */
    public static Octets exchange(Octets keyExchangeKey, Octets sessionKey) {
        return Primitives.rc4(keyExchangeKey, sessionKey);
    }

    /** The MIC of three messages, the last with zeros in the MIC's place (MS-NLMP 3.1.5.1.2). */
    public static Octets mic(Octets exportedSessionKey, Octets negotiate, Octets challenge, Octets authenticate) {
        return Primitives.hmacMd5(exportedSessionKey, Octets.concat(negotiate, challenge, authenticate));
    }

    /** SIGNKEY (MS-NLMP 3.4.5.2); there is one only with extended session security. */
    static Octets signKey(Octets exportedSessionKey, Side from) {
        return Primitives.md5(Octets.concat(exportedSessionKey, from.magic("signing")));
    }

    /** SEALKEY (MS-NLMP 3.4.5.3) for connections; without extended session security it is the same for both sides. */
    static Octets sealKey(NegotiateFlags flags, Octets exportedSessionKey, Side from) {
        if (flags.has(NegotiateFlag.EXTENDED_SESSION_SECURITY)) {
            int octets = KEY_40_OCTETS;
            if (flags.has(NegotiateFlag.KEY_128)) {
                octets = KEY_OCTETS;
            } else if (flags.has(NegotiateFlag.KEY_56)) {
                octets = KEY_56_OCTETS;
            }
            return Primitives.md5(Octets.concat(exportedSessionKey.slice(0, octets), from.magic("sealing")));
        }
        if (flags.has(NegotiateFlag.LM_KEY)) {
            return flags.has(NegotiateFlag.KEY_56)
                    ? Octets.concat(exportedSessionKey.slice(0, KEY_56_OCTETS), WEAKENING_56)
                    : Octets.concat(exportedSessionKey.slice(0, KEY_40_OCTETS), WEAKENING_40);
        }
        return exportedSessionKey;
    }
}
