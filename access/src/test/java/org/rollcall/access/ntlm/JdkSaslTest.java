package org.rollcall.access.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.PasswordHashes;

/** With the NTLM that the JDK has for SASL, which shares no code with this one. It neither signs nor seals. */
class JdkSaslTest {
    private static final String VERSION = "com.sun.security.sasl.ntlm.version";
    private static final String DOMAIN = "com.sun.security.sasl.ntlm.domain";
    private static final String PASSWORD = "Alice-Pw-1";

    private static CallbackHandler knowing(String password) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                switch (callback) {
                    case RealmCallback realm -> realm.setText("ROME");
                    case NameCallback name -> name.setName("alice");
                    case PasswordCallback word -> word.setPassword(password.toCharArray());
                    case AuthorizeCallback authorize -> authorize.setAuthorized(true);
                    default -> throw new AssertionError(callback.toString());
                }
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "LMv2/NTLMv2, false, Verified",
        "NTLMv2, false, Verified",
        "NTLM2, true, Verified",
        "NTLM2, false, OLD_RESPONSE",
        "LMv2, true, WRONG_CREDENTIALS",
        // Here it says extended session security, for which it did not ask.
        "LM, true, FLAGS_NOT_OFFERED",
    })
    void itsClientLogsOnToOurServerIfItIsGoodEnough(String version, boolean old, String expected) throws Exception {
        assertThat(outcome(version, old, PASSWORD).toString()).contains(expected);
    }

    @Test
    void itsClientIsRefusedWithAnotherPassword() throws Exception {
        assertThat(outcome("NTLMv2", false, "other")).isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
    }

    private static Object outcome(String version, boolean old, String password) throws Exception {
        SaslClient client = Sasl.createSaslClient(
                new String[] {"NTLM"}, null, "ldap", "ils", Map.of(VERSION, version), knowing(password));
        ServerPolicy policy = old ? Scene.lenient() : ServerPolicy.DEFAULT;
        // It tells the time by the clock of the machine.
        NtlmServer server = new NtlmServer(Scene.TARGET, policy, InstantSource.system(), new Random(7));
        PendingLogon pending = Scene.pending(server, client.evaluateChallenge(new byte[0]));
        return switch (pending.authenticate(client.evaluateChallenge(pending.challenge()))) {
            case Claim claim -> {
                assertThat(claim.user()).isEqualTo("alice");
                char[] known = PASSWORD.toCharArray();
                yield claim.verify(
                        Optional.of(new PasswordHashes(OneWayFunctions.ntV1(known), OneWayFunctions.lmV1(known))));
            }
            case Anonymous anonymous -> anonymous;
            case Refused refused -> refused;
        };
    }

    @Test
    void ourClientLogsOnToItsServer() throws Exception {
        SaslServer server = server();
        server.evaluateResponse(answer(server, PASSWORD));

        assertThat(server.isComplete()).isTrue();
        assertThat(server.getAuthorizationID()).isEqualTo("alice");
    }

    @Test
    void ourClientIsRefusedByItsServerWithAnotherPassword() throws Exception {
        SaslServer server = server();
        byte[] answer = answer(server, "other");

        assertThatThrownBy(() -> server.evaluateResponse(answer)).isInstanceOf(SaslException.class);
    }

    private static SaslServer server() throws SaslException {
        return Sasl.createSaslServer(
                "NTLM", "ldap", "ils", Map.of(VERSION, "NTLMv2", DOMAIN, "ROME"), knowing(PASSWORD));
    }

    private static byte[] answer(SaslServer server, String password) throws Exception {
        NtlmClient client = new NtlmClient(
                Credentials.ofPassword("alice", "ROME", "PC7", password.toCharArray()),
                ClientOptions.of(Protection.NONE),
                Scene.CLOCK,
                new Random(6));
        Octets answer = Scene.answer(client, server.evaluateResponse(client.negotiate()))
                .authenticate();
        return answer.toByteArray();
    }
}
