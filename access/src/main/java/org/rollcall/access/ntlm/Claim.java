package org.rollcall.access.ntlm;

import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.KeyDerivation;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.PasswordHashes;
import org.rollcall.access.ntlm.crypto.Responses;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NtlmV2Response;

/**
 * A user's claim to be who it is, sound as far as can be told without knowing the user. It is judged either here, by
 * the hash of the password, or elsewhere, by whoever knows that; then the session base key comes back from there.
 */
public final class Claim implements Attempt {
    private static final PasswordHashes OF_NOBODY =
            new PasswordHashes(Octets.zeros(KeyDerivation.KEY_OCTETS), Optional.empty());

    private final Octets serverChallenge;
    private final Optional<NtlmV2Response> v2;
    private final SessionSetup setup;

    /** @param v2 the NT response, if it is of NTLMv2 */
    Claim(Octets serverChallenge, Optional<NtlmV2Response> v2, SessionSetup setup) {
        this.serverChallenge = serverChallenge;
        this.v2 = v2;
        this.setup = setup;
    }

    /** As the client spells it; it counts in any case. */
    public String user() {
        return setup.message().user();
    }

    /** As the client spells it, or empty. */
    public String domain() {
        return setup.message().domain();
    }

    public String workstation() {
        return setup.message().workstation();
    }

    /**
     * The 8 octets that the responses answer, for whoever judges them: the nonce that was sent or, with the extended
     * session security of NTLMv1, a digest of both sides' nonces (MS-NLMP 3.3.1).
     */
    public Octets answeredChallenge() {
        return v2.isEmpty() && !ntResponse().isEmpty() && setup.flags().has(NegotiateFlag.EXTENDED_SESSION_SECURITY)
                ? Responses.extendedChallenge(serverChallenge, lmResponse().slice(0, 8))
                : serverChallenge;
    }

    public Octets lmResponse() {
        return setup.message().lmResponse();
    }

    public Octets ntResponse() {
        return setup.message().ntResponse();
    }

    /**
     * Judges by the password's hashes. An LM response counts only where no NT response came, and only LAN Manager's
     * own: one of version 2 says neither time nor channel.
     *
     * @param hashes none when there is no such user, which takes as long to refuse as a wrong password
     */
    public Verdict verify(Optional<PasswordHashes> hashes) {
        Optional<Octets> sessionBaseKey = sessionBaseKey(hashes);
        return sessionBaseKey.isPresent() ? accept(sessionBaseKey.get()) : new Refused(Refusal.WRONG_CREDENTIALS);
    }

    /**
     * The session base key, if the response is one that only the owner of these hashes can give. It is yet to be
     * {@linkplain #accept accepted}: nothing has been said of whether the messages were changed on their way.
     *
     * @param hashes as in {@link #verify}
     */
    public Optional<Octets> sessionBaseKey(Optional<PasswordHashes> hashes) {
        Optional<Octets> key = proven(hashes.orElse(OF_NOBODY));
        return hashes.isPresent() ? key : Optional.empty();
    }

    private Optional<Octets> proven(PasswordHashes hashes) {
        if (v2.isEmpty()) {
            return provenV1(hashes);
        }
        // Some clients leave the domain out of their computation (MS-NLMP 3.2.5.1.2).
        return provenV2(hashes, domain()).or(() -> provenV2(hashes, ""));
    }

    private Optional<Octets> provenV2(PasswordHashes hashes, String domain) {
        Octets responseKey = OneWayFunctions.v2(hashes.nt(), user(), domain);
        return v2.filter(response -> Responses.v2Proof(responseKey, serverChallenge, response.claims())
                        .equals(response.proof()))
                .map(response -> KeyDerivation.sessionBaseKeyV2(responseKey, response.proof()));
    }

    private Optional<Octets> provenV1(PasswordHashes hashes) {
        boolean proven = ntResponse().isEmpty()
                ? hashes.lm()
                        .filter(lm -> Responses.v1(lm, serverChallenge).equals(lmResponse()))
                        .isPresent()
                : Responses.v1(hashes.nt(), answeredChallenge()).equals(ntResponse());
        return proven ? Optional.of(KeyDerivation.sessionBaseKeyV1(hashes.nt())) : Optional.empty();
    }

    /**
     * Takes the word of another judge that the response is right.
     *
     * @param sessionBaseKey the 16 octets that the judge computed, also called the user session key
     */
    public Verdict accept(Octets sessionBaseKey) {
        if (sessionBaseKey.length() != KeyDerivation.KEY_OCTETS) {
            throw new IllegalArgumentException("a session base key of " + sessionBaseKey.length() + " octets, not 16");
        }
        Optional<SessionKeys> keys = setup.keys(keyExchangeKey(sessionBaseKey));
        if (keys.isEmpty()) {
            return new Refused(Refusal.NO_SESSION_KEY);
        }
        boolean saysMic = v2.filter(
                        response -> response.challenge().targetInfo().saysMic())
                .isPresent();
        return saysMic && !setup.isUnchanged(keys.get())
                ? new Refused(Refusal.WRONG_MIC)
                : new Verified(user(), domain(), workstation(), keys.get());
    }

    private Octets keyExchangeKey(Octets sessionBaseKey) {
        return v2.isPresent()
                ? sessionBaseKey
                : KeyDerivation.keyExchangeKeyV1(
                        setup.flags(), sessionBaseKey, serverChallenge, lmResponse(), Optional.empty());
    }
}
