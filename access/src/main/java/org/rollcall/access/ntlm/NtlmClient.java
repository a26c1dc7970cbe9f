package org.rollcall.access.ntlm;

import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.KeyDerivation;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.Responses;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.AvId;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.ClientChallenge;
import org.rollcall.access.ntlm.message.FileTime;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NegotiateMessage;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.access.ntlm.message.NtlmV2Response;
import org.rollcall.access.ntlm.message.TargetInfo;
import org.rollcall.access.ntlm.message.Version;

/**
 * The client's side of a logon over a connection (MS-NLMP 3.1.5.1), by NTLMv2 only. It keeps nothing between its calls.
 */
public final class NtlmClient {
    private final Credentials credentials;
    private final ClientOptions options;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * A client that logs on as this user.
     *
     * @param random of cryptographic strength
     */
    public NtlmClient(Credentials credentials, ClientOptions options, InstantSource clock, RandomGenerator random) {
        this.credentials = credentials;
        this.options = options;
        this.clock = clock;
        this.random = random;
    }

    /** The NEGOTIATE to send; always the same. */
    public byte[] negotiate() {
        return new NegotiateMessage(options.asks(), "", "", version(options.asks())).encode();
    }

    private static Version version(NegotiateFlags flags) {
        return flags.has(NegotiateFlag.VERSION) ? Version.OURS : Version.UNKNOWN;
    }

    /**
     * Answers the server's CHALLENGE (MS-NLMP 3.1.5.1.2).
     *
     * @throws NtlmFormatException when it is none
     */
    public ClientAnswer answer(byte[] challenge) throws NtlmFormatException {
        ChallengeMessage heard = ChallengeMessage.decode(challenge);
        NegotiateFlags flags = choose(heard.flags());
        if (!options.requires().isMetBy(flags)) {
            return new Refused(Refusal.WEAK_SESSION);
        }
        if (flags.protectsMessages() && !isNamed(heard.targetInfo())) {
            return new Refused(Refusal.INCOMPLETE_TARGET_INFO);
        }
        Optional<FileTime> serverTime = heard.targetInfo().flatMap(TargetInfo::timestamp);
        boolean withMic = serverTime.isPresent();
        ClientChallenge claims = new ClientChallenge(
                serverTime.orElseGet(() -> FileTime.of(clock.instant())),
                Octets.random(ChallengeMessage.NONCE_OCTETS, random),
                heard.targetInfo().map(info -> repeat(info, withMic)).orElse(TargetInfo.EMPTY));

        Octets responseKey = OneWayFunctions.v2(credentials.ntHash(), credentials.user(), credentials.domain());
        Octets proof = Responses.v2Proof(responseKey, heard.serverChallenge(), claims.encode());
        // Whoever knows the time needs no LM response, which would only be something more to guess the password by.
        Octets lmResponse = withMic
                ? Octets.zeros(NtlmV2Response.V1_OCTETS)
                : Responses.lmV2(responseKey, heard.serverChallenge(), claims.nonce());

        Octets keyExchangeKey = KeyDerivation.sessionBaseKeyV2(responseKey, proof);
        boolean exchanges = flags.has(NegotiateFlag.KEY_EXCHANGE) && flags.protectsMessages();
        Octets exportedKey = exchanges ? Octets.random(KeyDerivation.KEY_OCTETS, random) : keyExchangeKey;
        AuthenticateMessage message = new AuthenticateMessage(
                flags,
                credentials.domain(),
                credentials.user(),
                credentials.workstation(),
                lmResponse,
                Octets.concat(proof, claims.encode()),
                exchanges ? KeyDerivation.exchange(keyExchangeKey, exportedKey) : Octets.EMPTY,
                version(flags),
                withMic ? Optional.of(Octets.zeros(AuthenticateMessage.MIC_OCTETS)) : Optional.empty());
        if (withMic) {
            message = message.withMic(KeyDerivation.mic(
                    exportedKey,
                    Octets.copyOf(negotiate()),
                    Octets.copyOf(challenge),
                    Octets.copyOf(message.encode())));
        }
        return new Authentication(Octets.copyOf(message.encode()), new SessionKeys(flags, exportedKey));
    }

    /** What the server granted of what was asked for, and what it says of its own. */
    private NegotiateFlags choose(NegotiateFlags granted) {
        NegotiateFlags flags = granted.and(options.asks().with(NegotiateFlag.TARGET_INFO));
        return granted.has(NegotiateFlag.UNICODE)
                ? flags.with(NegotiateFlag.UNICODE).without(NegotiateFlag.OEM)
                : flags.with(NegotiateFlag.OEM);
    }

    private static boolean isNamed(Optional<TargetInfo> info) {
        return info.filter(named -> named.value(AvId.NB_COMPUTER_NAME).isPresent()
                        && named.value(AvId.NB_DOMAIN_NAME).isPresent())
                .isPresent();
    }

    /** What the server said, and what the client adds. */
    private TargetInfo repeat(TargetInfo heard, boolean withMic) {
        TargetInfo info = withMic ? heard.withFlags(heard.flags() | TargetInfo.FLAG_MIC) : heard;
        return info.withChannelBindings(options.channelBindings().orElse(Octets.zeros(KeyDerivation.KEY_OCTETS)))
                .withText(AvId.TARGET_NAME, options.targetName().orElse(""));
    }
}
