package org.rollcall.identity.ntlm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rollcall.access.ntlm.Anonymous;
import org.rollcall.access.ntlm.Claim;
import org.rollcall.access.ntlm.NtlmServer;
import org.rollcall.access.ntlm.PendingLogon;
import org.rollcall.access.ntlm.Refused;
import org.rollcall.access.ntlm.Verified;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.identity.ntlm.NtlmJudge.Judgement;
import org.rollcall.ldap.OctetString;

/**
 * The messages of one logon, whatever carries them: NEGOTIATE, CHALLENGE, AUTHENTICATE. One answer is all that a client
 * gets to try against a challenge.
 */
final class Conversation {
    /** The longest message, in octets. */
    static final int MAX_MESSAGE_OCTETS = 4096;

    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);

    private final NtlmServer server;
    private final NtlmJudge judge;

    private State state = new AwaitsNegotiate();

    private sealed interface State {}

    private record AwaitsNegotiate() implements State {}

    private record AwaitsAuthenticate(PendingLogon pending) implements State {}

    private record Over() implements State {}

    Conversation(NtlmServer server, NtlmJudge judge) {
        this.server = server;
        this.judge = judge;
    }

    /** Whether these octets begin as all messages of NTLM do. */
    static boolean isNtlm(byte[] message) {
        return message.length >= SIGNATURE.length
                && Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** The next message of the client; after the one before was answered. */
    CompletionStage<Round> hear(byte[] message) {
        State heard = state;
        state = new Over();
        if (message.length > MAX_MESSAGE_OCTETS) {
            return done(Round.Refused.malformed("an NTLM message of more than " + MAX_MESSAGE_OCTETS + " octets"));
        }
        try {
            return switch (heard) {
                case AwaitsNegotiate _ -> done(negotiate(message));
                case AwaitsAuthenticate(PendingLogon pending) -> authenticate(pending, message);
                case Over _ -> done(Round.Refused.malformed("the exchange is over"));
            };
        } catch (NtlmFormatException e) {
            return done(Round.Refused.malformed(e.text()));
        }
    }

    private Round negotiate(byte[] message) throws NtlmFormatException {
        return switch (server.negotiate(message)) {
            case PendingLogon pending -> {
                state = new AwaitsAuthenticate(pending);
                yield new Round.Challenged(OctetString.wrap(pending.challenge()));
            }
            case Refused refused -> refused(refused);
        };
    }

    private CompletionStage<Round> authenticate(PendingLogon pending, byte[] message) throws NtlmFormatException {
        return switch (pending.authenticate(message)) {
            case Claim claim -> judge.judge(claim).thenApply(judgement -> conclude(claim, judgement));
            case Anonymous anonymous -> done(new Round.Done(Optional.empty(), anonymous.keys()));
            case Refused refused -> done(refused(refused));
        };
    }

    private static Round conclude(Claim claim, Judgement judgement) {
        return switch (judgement) {
            case Judgement.Right right ->
                switch (claim.accept(right.sessionBaseKey())) {
                    case Verified verified -> new Round.Done(Optional.of(right.logon()), verified.keys());
                    case Refused refused -> refused(refused);
                };
            case Judgement.Wrong wrong -> new Round.Refused(wrong.refusal());
        };
    }

    private static Round refused(Refused refused) {
        return Round.Refused.credentials(refused.reason().text());
    }

    private static CompletionStage<Round> done(Round round) {
        return CompletableFuture.completedFuture(round);
    }
}
