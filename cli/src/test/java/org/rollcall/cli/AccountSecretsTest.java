package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.server.RollcallServer;
import org.rollcall.server.config.Settings;
import org.slf4j.LoggerFactory;

/** A password that an operator sets is nowhere afterwards, however that went: not in output, log or files. */
@Isolated // there is one logging context for the process
class AccountSecretsTest extends Installation {
    private static final String PASSWORD = "Zwetschgendatschi-73";
    private static final List<Charset> FORMS = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final StringBuilder told = new StringBuilder();

    @BeforeEach
    void logEverything() throws Exception {
        Logging.start(Settings.of(Map.of("log.level", "trace")).log(), log);
        Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
    }

    @AfterEach
    void asBefore() throws StartException {
        Logging.start(Settings.of(Map.of("log.level", "warn")).log(), System.err);
    }

    private int tell(String... arguments) {
        int code = run(arguments);
        told.append(out).append(err);
        return code;
    }

    private void useThePassword() {
        assertThat(tell("account", "add", "ann", "--ntlm", "--password-file", "secret"))
                .as(told.toString())
                .isZero();
        assertThat(tell("account", "add", "ann", "--password-file", "secret")).isEqualTo(3);
        assertThat(tell("account", "password", "ann", "--password-file", "secret"))
                .isZero();
        assertThat(tell("account", "password", "ann", "--ntlm", "--password-file", "secret"))
                .isZero();
        assertThat(tell("account", "password", "bob", "--password-file", "secret"))
                .isEqualTo(3);
        assertThat(tell("account", "list")).isZero();
    }

    /** What a peer of the control socket hears that sends a password with something wrong about it. */
    private String answer(String members) throws IOException {
        try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("data/control.sock")))) {
            peer.write(ByteBuffer.wrap(
                    ("{\"version\":1," + members.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8)));
            ByteBuffer answer = ByteBuffer.allocate(10_000);
            while (peer.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aPasswordIsNowhereAfterwards() throws Exception {
        useThePassword();
        assertThat(tell("account", "remove", "ann")).isZero();
        try (RollcallServer _ = serve(Map.of())) {
            useThePassword();
            for (String each : List.of(
                    "'request':'set-password','name':'ann','password':'" + PASSWORD + "'}",
                    "'request':'set-password','name':'ann','password':'" + PASSWORD + "','ntHash':'" + PASSWORD + "'}",
                    "'request':'set-password','name':'ann','password':'" + PASSWORD + "\\u0000','ntHash':true}",
                    "'request':'set-password','name':'ann','password':['" + PASSWORD + "'],'ntHash':true}",
                    "'request':'set-password','name':'ann','password':'" + PASSWORD + "','ntHash':true",
                    "'request':'set-password','name':'nobody','password':'" + PASSWORD + "','ntHash':true}")) {
                String answer = answer(each);
                assertThat(answer).contains("error");
                told.append(answer);
            }
        }
        assertThat(tell("backup", "safe")).isZero();
        assertThat(tell("export", "-o", "all.ldif")).isZero();
        assertThat(tell("check")).isZero();

        String logged = log.toString(StandardCharsets.UTF_8);
        LoggerFactory.getLogger(AccountSecretsTest.class).trace("the log is one");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("the log is one");
        assertThat(told.toString()).contains("not understood").doesNotContain(PASSWORD);
        assertThat(logged).doesNotContain(PASSWORD);
        Files.delete(folder.resolve("secret"));
        String ntHash = latin1(OneWayFunctions.ntV1(PASSWORD.toCharArray()).toByteArray());
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                String content = latin1(Files.readAllBytes(file));
                for (Charset form : FORMS) {
                    assertThat(content.contains(latin1(PASSWORD.getBytes(form))))
                            .as(file + " in " + form)
                            .isFalse();
                }
                assertThat(content.contains(ntHash)).as(file.toString()).isFalse();
            }
        }
    }

    /** A character for each octet. */
    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
