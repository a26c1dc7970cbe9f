package org.rollcall.access.ntlm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.Random;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.NegotiateMessage;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.access.ntlm.message.NtlmV2Response;

/**
 * Any octets are read as each of the messages or refused with a {@link NtlmFormatException}; what is read is encoded,
 * and read again as the same message. A server and a client that are given them go on or refuse, and nobody is let in. Ordinary
 * runs replay the committed seeds; to fuzz for as long as wanted, from the project's root:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 ./mvnw -pl access -am test -Dtest=org.rollcall.access.ntlm.MessageFuzzTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Djazzer.max_duration=30m
 * }</pre>
 *
 * <p>It ends with {@code Done … runs}; what fails is written beside the seeds, to be committed with its repair, and
 * what it learnt stays in {@code access/.cifuzz-corpus} for the next run.
 */
class MessageFuzzTest {
    /** Fields may lie over each other, and be written one behind the other: longer ones might not fit any more. */
    private static final int LONGEST = 2048;

    private interface Decoding<M> {
        M decode(byte[] octets) throws NtlmFormatException;
    }

    private interface Encoding<M> {
        byte[] encode(M message);
    }

    @FuzzTest(maxDuration = "30m")
    void decodesWhatItEncodes(byte[] octets) throws Exception {
        if (octets.length > LONGEST) {
            return;
        }
        readTwice(octets, NegotiateMessage::decode, NegotiateMessage::encode);
        readTwice(octets, ChallengeMessage::decode, ChallengeMessage::encode);
        readTwice(octets, o -> AuthenticateMessage.decode(o, Scene.ALL), AuthenticateMessage::encode);
        readTwice(octets, o -> NtlmV2Response.decode(Octets.copyOf(o)), MessageFuzzTest::encode);
        logOn(octets);
    }

    private static byte[] encode(NtlmV2Response response) {
        return Octets.concat(response.proof(), response.claims()).toByteArray();
    }

    private static <M> void readTwice(byte[] octets, Decoding<M> decoding, Encoding<M> encoding) {
        M message;
        try {
            message = decoding.decode(octets);
        } catch (NtlmFormatException refusal) {
            return;
        }
        try {
            M second = decoding.decode(encoding.encode(message));
            if (!second.equals(message)) {
                throw new AssertionError(message + " became " + second);
            }
        } catch (NtlmFormatException refusal) {
            throw new AssertionError(message + " can't be read again: " + refusal.text(), refusal);
        }
    }

    private static void logOn(byte[] octets) throws NtlmFormatException {
        try {
            Scene.server(Scene.lenient()).negotiate(octets);
        } catch (NtlmFormatException refusal) {
            // As it should be.
        }
        try {
            Scene.client(Scene.ALL).answer(octets);
        } catch (NtlmFormatException refusal) {
            // As it should be.
        }
        // Another nonce than the one that the seeds answer.
        NtlmServer server = new NtlmServer(Scene.TARGET, Scene.lenient(), Scene.CLOCK, new Random(8));
        PendingLogon pending = Scene.pending(server, Scene.client(Scene.ALL).negotiate());
        try {
            if (pending.authenticate(octets) instanceof Claim claim) {
                claim.accept(Octets.zeros(16));
                if (claim.verify(Optional.of(Scene.HASHES)) instanceof Verified verified) {
                    throw new AssertionError(verified + " was let in");
                }
            }
        } catch (NtlmFormatException refusal) {
            // As it should be.
        }
    }
}
