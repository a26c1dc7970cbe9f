package org.rollcall.access.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.NegotiateMessage;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.access.ntlm.message.NtlmV2Response;

/** Every message cut off anywhere, and every one with one octet that is another. */
class MutationTest {
    private final NtlmClient client = Scene.client(
            new ClientOptions(Scene.ALL, Protection.NONE, Optional.empty(), Optional.of("ldap/ils.rome.example")));
    private final byte[] negotiate = client.negotiate();
    private final PendingLogon pending;
    private final byte[] challenge;
    private final byte[] authenticate;

    MutationTest() throws NtlmFormatException {
        pending = Scene.pending(Scene.server(Scene.lenient()), negotiate);
        challenge = pending.challenge();
        authenticate = Scene.answer(client, challenge).authenticate().toByteArray();
    }

    /** Reads octets to the last value in them. */
    private interface Reading {
        void read(byte[] octets) throws NtlmFormatException;
    }

    private static void readAll(byte[] octets) {
        Reading[] readings = {
            NegotiateMessage::decode,
            ChallengeMessage::decode,
            o -> NtlmV2Response.decode(AuthenticateMessage.decode(o, Scene.ALL).ntResponse())
        };
        for (Reading reading : readings) {
            try {
                reading.read(octets);
            } catch (NtlmFormatException e) {
                assertThat(e.text()).isNotEmpty();
            }
        }
    }

    private void eachMessage(Consumer<byte[]> what) {
        what.accept(negotiate);
        what.accept(challenge);
        what.accept(authenticate);
    }

    @Test
    void everyPrefixIsReadOrRefused() {
        eachMessage(message -> {
            for (int length = 0; length < message.length; length++) {
                readAll(Arrays.copyOf(message, length));
            }
        });
    }

    @Test
    void everyValueOfEveryOctetIsReadOrRefused() {
        eachMessage(message -> {
            for (int i = 0; i < message.length; i++) {
                byte[] changed = message.clone();
                for (int value = 0; value < 256; value++) {
                    changed[i] = (byte) value;
                    readAll(changed);
                }
            }
        });
    }

    @Test
    void noChangedAuthenticateLogsOn() {
        for (int i = 0; i < authenticate.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] changed = authenticate.clone();
                changed[i] ^= (byte) bit;
                try {
                    assertThat(Scene.outcome(pending, changed))
                            .as("octet " + i + ", bit " + bit)
                            .isInstanceOf(Refused.class);
                } catch (NtlmFormatException e) {
                    assertThat(e.text()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void noPrefixOfAuthenticateLogsOn() {
        for (int length = 0; length < authenticate.length; length++) {
            try {
                assertThat(Scene.outcome(pending, Arrays.copyOf(authenticate, length)))
                        .as("prefix of " + length)
                        .isInstanceOf(Refused.class);
            } catch (NtlmFormatException e) {
                assertThat(e.text()).isNotEmpty();
            }
        }
    }

    /** Nor does anything behind the message that its MIC does not know of. */
    @Test
    void noLongerAuthenticateLogsOn() throws Exception {
        assertThat(Scene.outcome(pending, Arrays.copyOf(authenticate, authenticate.length + 1)))
                .isEqualTo(new Refused(Refusal.WRONG_MIC));
    }

    @Test
    void noAnswerToAChangedChallengeLogsOn() {
        for (int i = 0; i < challenge.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] changed = challenge.clone();
                changed[i] ^= (byte) bit;
                try {
                    switch (client.answer(changed)) {
                        case Authentication answer ->
                            assertThat(Scene.outcome(
                                            pending, answer.authenticate().toByteArray()))
                                    .as("octet " + i + ", bit " + bit)
                                    .isInstanceOf(Refused.class);
                        case Refused refused -> assertThat(refused.reason()).isNotNull();
                    }
                } catch (NtlmFormatException e) {
                    assertThat(e.text()).isNotEmpty();
                }
            }
        }
    }
}
