package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What go-ldap's {@code NTLMBind} sends and looks for, by plain sockets, after its public sources: Sicily without a
 * discovery, with an empty name; of an answer it counts the elements, and of the challenge its helper reads the flags. What
 * stands in the messages of NTLM is the JDK's.
 */
@AgainstRollcall
class GoLdapShapesTest {
    private static final int BIND_RESPONSE = 0x61;
    private static final int OCTET_STRING = 0x04;
    private static final int NEGOTIATE = 0x8a;
    private static final int RESPONSE = 0x8b;

    private static final int UNICODE = 0x1;
    private static final int LM_KEY = 0x80;
    private static final int TARGET_INFO = 0x80_0000;
    private static final int KEY_EXCHANGE = 0x4000_0000;
    private static final int FLAGS_OFFSET = 20;

    private static final int INVALID_CREDENTIALS = 49;

    private final Suite suite;
    private RollcallServer server;

    GoLdapShapesTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void start() {
        server = NtlmTest.serverOfAlice(suite);
        new Peer("the shapes of go-ldap's NTLMBind", "3, as published").seenBy(getClass());
        new Peer("the JDK's SASL NTLM", System.getProperty("java.runtime.version")).seenBy(getClass());
    }

    private static byte[] tlv(int tag, byte[]... contents) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] each : contents) {
            content.write(each);
        }
        int length = content.size();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (length >= 0x80) {
            whole.write(0x82);
            whole.write(length >> 8);
        }
        whole.write(length);
        content.writeTo(whole);
        return whole.toByteArray();
    }

    /** A bind of version 3, with an empty name. */
    private static byte[] bind(int id, int choice, byte[] message) throws IOException {
        return tlv(
                0x30,
                tlv(0x02, new byte[] {(byte) id}),
                tlv(0x60, tlv(0x02, new byte[] {3}), tlv(OCTET_STRING), tlv(choice, message)));
    }

    private static SaslClient jdk(String password) throws SaslException {
        return Sasl.createSaslClient(
                new String[] {"NTLM"},
                null,
                "ldap",
                "127.0.0.1",
                Map.of("com.sun.security.sasl.ntlm.version", "NTLMv2"),
                callbacks -> {
                    for (Callback each : callbacks) {
                        switch (each) {
                            case NameCallback name -> name.setName(NtlmTest.USER);
                            case PasswordCallback secret -> secret.setPassword(password.toCharArray());
                            case RealmCallback realm -> realm.setText(NtlmTest.DOMAIN);
                            default -> throw new AssertionError("the JDK asks for " + each);
                        }
                    }
                });
    }

    private List<Tlv> answer(Socket socket, InputStream in, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        Tlv message = Tlv.read(in);
        assertThat(message).as("an answer").isNotNull();
        Tlv response = message.children().get(1);
        assertThat(response.tag()).isEqualTo(BIND_RESPONSE);
        return response.children();
    }

    private int logOn(String password) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            SaslClient ntlm = jdk(password);
            List<Tlv> challenged = answer(socket, in, bind(1, NEGOTIATE, ntlm.evaluateChallenge(new byte[0])));
            assertThat(challenged).hasSize(3);
            assertThat(challenged.get(0).integer()).isZero();
            assertThat(challenged.get(1).tag()).isEqualTo(OCTET_STRING);
            byte[] challenge = challenged.get(1).contents();
            assertChallenge(challenge);
            List<Tlv> judged = answer(socket, in, bind(2, RESPONSE, ntlm.evaluateChallenge(challenge)));
            assertThat(judged).hasSize(3);
            return judged.get(0).integer();
        }
    }

    private static void assertChallenge(byte[] challenge) {
        assertThat(new String(Arrays.copyOf(challenge, 7), StandardCharsets.US_ASCII))
                .isEqualTo("NTLMSSP");
        int flags = ByteBuffer.wrap(challenge).order(ByteOrder.LITTLE_ENDIAN).getInt(FLAGS_OFFSET);
        assertThat(flags & (LM_KEY | KEY_EXCHANGE)).isZero();
        assertThat(flags & (UNICODE | TARGET_INFO)).isEqualTo(UNICODE | TARGET_INFO);
    }

    @Test
    void aLogonHasTheShapesThatItLooksFor() throws IOException {
        assertThat(logOn(NtlmTest.PASSWORD)).isZero();
        assertThat(logOn(NtlmTest.WRONG)).isEqualTo(INVALID_CREDENTIALS);
    }
}
