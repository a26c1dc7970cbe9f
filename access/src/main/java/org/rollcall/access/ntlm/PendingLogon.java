package org.rollcall.access.ntlm;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.KeyDerivation;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.ClientChallenge;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.access.ntlm.message.NtlmV2Response;
import org.rollcall.access.ntlm.message.TargetInfo;

/** A challenge that waits for its answer. One answer is all that a client should get to try against it. */
public final class PendingLogon implements Negotiated {
    /** What a client may not choose unless it was offered; the other flags decide nothing. */
    private static final NegotiateFlags SESSION_SECURITY = NegotiateFlags.of(
            NegotiateFlag.SIGN,
            NegotiateFlag.SEAL,
            NegotiateFlag.DATAGRAM,
            NegotiateFlag.LM_KEY,
            NegotiateFlag.EXTENDED_SESSION_SECURITY,
            NegotiateFlag.REQUEST_NON_NT_SESSION_KEY,
            NegotiateFlag.KEY_128,
            NegotiateFlag.KEY_EXCHANGE,
            NegotiateFlag.KEY_56);

    private static final Octets ANONYMOUS_LM_RESPONSE = Octets.zeros(1);

    private final ServerPolicy policy;
    private final InstantSource clock;
    private final Octets negotiate;
    private final Octets challenge;
    private final ChallengeMessage sent;

    PendingLogon(ServerPolicy policy, InstantSource clock, Octets negotiate, Octets challenge, ChallengeMessage sent) {
        this.policy = policy;
        this.clock = clock;
        this.negotiate = negotiate;
        this.challenge = challenge;
        this.sent = sent;
    }

    /** The CHALLENGE to send. */
    public byte[] challenge() {
        return challenge.toByteArray();
    }

    /**
     * Reads an AUTHENTICATE and checks all that can be checked without knowing the user (MS-NLMP 3.2.5.1.2).
     *
     * @throws NtlmFormatException when it is none
     */
    public Attempt authenticate(byte[] authenticate) throws NtlmFormatException {
        AuthenticateMessage message = AuthenticateMessage.decode(authenticate, sent.flags());
        NegotiateFlags chosen = message.flags().and(SESSION_SECURITY);
        if (!chosen.isSubsetOf(sent.flags())) {
            return new Refused(Refusal.FLAGS_NOT_OFFERED);
        }
        SessionSetup setup = new SessionSetup(negotiate, challenge, Octets.copyOf(authenticate), message, chosen);
        if (isAnonymous(message)) {
            return anonymous(setup);
        }
        if (!policy.requires().isMetBy(chosen)) {
            return new Refused(Refusal.WEAK_SESSION);
        }
        if (message.ntResponse().length() <= NtlmV2Response.V1_OCTETS) {
            return old(setup);
        }
        NtlmV2Response response = NtlmV2Response.decode(message.ntResponse());
        Optional<Refusal> refusal = judge(response.challenge());
        return refusal.isPresent()
                ? new Refused(refusal.get())
                : new Claim(sent.serverChallenge(), Optional.of(response), setup);
    }

    /** No name, and no response but perhaps a single zero. */
    private static boolean isAnonymous(AuthenticateMessage message) {
        return message.user().isEmpty()
                && message.ntResponse().isEmpty()
                && (message.lmResponse().isEmpty() || message.lmResponse().equals(ANONYMOUS_LM_RESPONSE));
    }

    private Attempt anonymous(SessionSetup setup) {
        if (!policy.anonymous()) {
            return new Refused(Refusal.ANONYMOUS);
        }
        if (policy.requires() != Protection.NONE) {
            return new Refused(Refusal.WEAK_SESSION);
        }
        Optional<SessionKeys> keys = setup.keys(Octets.zeros(KeyDerivation.KEY_OCTETS));
        return keys.isPresent() ? new Anonymous(keys.get()) : new Refused(Refusal.NO_SESSION_KEY);
    }

    private Attempt old(SessionSetup setup) {
        if (!policy.oldResponses()) {
            return new Refused(Refusal.OLD_RESPONSE);
        }
        if (policy.channelBindingsRequired()) {
            return new Refused(Refusal.MISSING_CHANNEL);
        }
        return hasOldForm(setup)
                ? new Claim(sent.serverChallenge(), Optional.empty(), setup)
                : new Refused(Refusal.WRONG_CREDENTIALS);
    }

    /** An NT response, with the client's nonce in the LM response where it is needed; or an LM response alone. */
    private static boolean hasOldForm(SessionSetup setup) {
        int nt = setup.message().ntResponse().length();
        boolean lm = setup.message().lmResponse().length() == NtlmV2Response.V1_OCTETS;
        boolean needsLm = nt == 0 || setup.flags().has(NegotiateFlag.EXTENDED_SESSION_SECURITY);
        return (nt == 0 || nt == NtlmV2Response.V1_OCTETS) && (lm || !needsLm);
    }

    private Optional<Refusal> judge(ClientChallenge claims) {
        // A client repeats all that it heard. Less, or other, is what somebody in between told it: without the time
        // stamp, for one, it would send no MIC.
        if (!claims.targetInfo()
                .pairs()
                .containsAll(sent.targetInfo().orElse(TargetInfo.EMPTY).pairs())) {
            return Optional.of(Refusal.ALTERED_TARGET_INFO);
        }
        Duration skew =
                Duration.between(claims.time().toInstant(), clock.instant()).abs();
        if (skew.compareTo(policy.maxSkew()) > 0) {
            return Optional.of(Refusal.CLOCK_SKEW);
        }
        return channel(claims.targetInfo().channelBindings());
    }

    private Optional<Refusal> channel(Optional<Octets> claimed) {
        if (policy.channelBindings().isEmpty()) {
            return Optional.empty();
        }
        if (claimed.isEmpty()) {
            return policy.channelBindingsRequired() ? Optional.of(Refusal.MISSING_CHANNEL) : Optional.empty();
        }
        return claimed.equals(policy.channelBindings()) ? Optional.empty() : Optional.of(Refusal.WRONG_CHANNEL);
    }
}
