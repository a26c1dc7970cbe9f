package org.rollcall.access.ntlm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.PasswordHashes;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NtlmFormatException;

/** One server, one user who has an account there, and the time that both have. */
final class Scene {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.0809Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final String USER = "jörg";
    static final String DOMAIN = "ROME";
    static final String WORKSTATION = "PC7";
    static final char[] PASSWORD = "Päßwort 1".toCharArray();
    static final PasswordHashes HASHES =
            new PasswordHashes(OneWayFunctions.ntV1(PASSWORD), OneWayFunctions.lmV1("PASSWORT 1".toCharArray()));
    static final Credentials CREDENTIALS = Credentials.ofPassword(USER, DOMAIN, WORKSTATION, PASSWORD);
    static final ServerTarget TARGET = new ServerTarget(
            "ILS", DOMAIN, Optional.of("ils.rome.example"), Optional.of("rome.example"), Optional.of("example"), true);

    /** What today's clients ask for, with sealing and the weaker keys as well. */
    static final NegotiateFlags ALL = ClientOptions.of(Protection.SEALED).asks().with(NegotiateFlag.KEY_56);

    private Scene() {}

    static NtlmServer server(ServerPolicy policy) {
        return new NtlmServer(TARGET, policy, CLOCK, new Random(1));
    }

    static NtlmClient client(ClientOptions options) {
        return new NtlmClient(CREDENTIALS, options, CLOCK, new Random(2));
    }

    static NtlmClient client(Protection protection) {
        return client(ClientOptions.of(protection));
    }

    /** One that asks for these flags and insists on nothing. */
    static NtlmClient client(NegotiateFlags asks) {
        return client(new ClientOptions(asks, Protection.NONE, Optional.empty(), Optional.empty()));
    }

    static ServerPolicy offering(Protection offers, Protection requires) {
        return new ServerPolicy(offers, requires, false, false, Optional.empty(), false, ServerPolicy.DEFAULT_MAX_SKEW);
    }

    static ServerPolicy lenient() {
        return new ServerPolicy(
                Protection.SEALED, Protection.NONE, true, true, Optional.empty(), false, ServerPolicy.DEFAULT_MAX_SKEW);
    }

    static ServerPolicy boundTo(Octets channel, boolean required) {
        return new ServerPolicy(
                Protection.NONE, Protection.NONE, true, false, Optional.of(channel), required, Duration.ofMinutes(5));
    }

    static PendingLogon pending(NtlmServer server, byte[] negotiate) throws NtlmFormatException {
        return (PendingLogon) server.negotiate(negotiate);
    }

    static Authentication answer(NtlmClient client, byte[] challenge) throws NtlmFormatException {
        return (Authentication) client.answer(challenge);
    }

    /** What the server says in the end, to a user whom it knows. */
    static Object outcome(PendingLogon pending, byte[] authenticate) throws NtlmFormatException {
        return switch (pending.authenticate(authenticate)) {
            case Claim claim -> claim.verify(Optional.of(HASHES));
            case Anonymous anonymous -> anonymous;
            case Refused refused -> refused;
        };
    }

    static Object outcome(PendingLogon pending, AuthenticateMessage authenticate) throws NtlmFormatException {
        return outcome(pending, authenticate.encode());
    }

    static ChallengeMessage challenge(PendingLogon pending) throws NtlmFormatException {
        return ChallengeMessage.decode(pending.challenge());
    }

    static AuthenticateMessage message(Authentication answer) throws NtlmFormatException {
        return AuthenticateMessage.decode(answer.authenticate().toByteArray(), NegotiateFlags.of());
    }
}
