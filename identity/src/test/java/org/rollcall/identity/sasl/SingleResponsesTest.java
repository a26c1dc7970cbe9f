package org.rollcall.identity.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.identity.House.done;
import static org.rollcall.identity.sasl.Mechanisms.SUBJECT;
import static org.rollcall.identity.sasl.Mechanisms.TLS;
import static org.rollcall.identity.sasl.Mechanisms.step;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.sasl.SaslStep.Anonymous;
import org.rollcall.identity.sasl.SaslStep.Challenge;
import org.rollcall.identity.sasl.SaslStep.Failure;
import org.rollcall.identity.sasl.SaslStep.Success;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/** PLAIN, EXTERNAL, ANONYMOUS, and which mechanisms are offered where. */
class SingleResponsesTest {
    private static final String RIGHT = "\0user\0pencil";

    private final Mechanisms server = new Mechanisms();
    private final Account user = server.house.account("user", "pencil");

    private SaslStep plain(String response) {
        return step(server.begin("PLAIN", TLS), response);
    }

    private static ResultCode code(SaslStep step) {
        assertThat(step).isInstanceOf(Failure.class);
        return ((Failure) step).code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RIGHT,
                "\0USER\0pencil",
                "user\0user\0pencil",
                "u:user\0user\0pencil",
                "HOUSE\\user\0user\0pencil",
                "\0user@house.example\0pencil"
            })
    void plainWithTheRightPassword(String response) {
        assertThat(plain(response)).isInstanceOfSatisfying(Success.class, success -> {
            assertThat(success.logon().sid()).isEqualTo(user.sid());
            assertThat(success.data()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0user\0wrong",
                "\0nobody\0pencil",
                "other\0user\0pencil",
                "dn:cn=user\0user\0pencil",
                "\0user\0",
                "\0OTHER\\user\0pencil",
                "u:\0user\0pencil"
            })
    void plainWithTheWrongOne(String response) {
        assertThat(code(plain(response))).isEqualTo(ResultCode.INVALID_CREDENTIALS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "user\0pencil", "\0\0pencil", "\0user\0pencil\0", "\0user\0pen\0cil"})
    void plainThatIsNone(String response) {
        assertThat(code(plain(response))).isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void plainIsBounded() {
        assertThat(code(plain("\0user\0" + "p".repeat(1025)))).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(code(plain("\0user\0" + "p".repeat(5000)))).isEqualTo(ResultCode.PROTOCOL_ERROR);
        assertThat(code(step(server.begin("PLAIN", TLS), new byte[] {0, (byte) 0xff, 0, 'p'})))
                .isEqualTo(ResultCode.PROTOCOL_ERROR);
        assertThat(code(step(server.begin("PLAIN", TLS), new byte[] {0, 'u', 0, (byte) 0xff})))
                .isEqualTo(ResultCode.INVALID_CREDENTIALS);
    }

    @Test
    void plainWipesWhatItWasGiven() {
        byte[] response = RIGHT.getBytes(StandardCharsets.UTF_8);

        assertThat(step(server.begin("PLAIN", TLS), response)).isInstanceOf(Success.class);
        assertThat(response).containsOnly(0);

        byte[] overheard = RIGHT.getBytes(StandardCharsets.UTF_8);
        assertThat(code(step(server.begin("PLAIN", Channel.PLAIN_TEXT), overheard)))
                .isEqualTo(ResultCode.CONFIDENTIALITY_REQUIRED);
        assertThat(overheard).containsOnly(0);
    }

    @Test
    void plainAsksForItsResponseWhereNobodyListens() {
        assertThat(done(server.begin("PLAIN", TLS).start())).isEqualTo(new Challenge(OctetString.EMPTY));
        assertThat(code(done(server.begin("PLAIN", Channel.PLAIN_TEXT).start())))
                .isEqualTo(ResultCode.CONFIDENTIALITY_REQUIRED);
    }

    @Test
    void anExchangeIsOverAfterItsResponse() {
        SaslExchange exchange = server.begin("PLAIN", TLS);

        assertThat(step(exchange, "\0user\0wrong")).isInstanceOf(Failure.class);
        assertThat(code(step(exchange, RIGHT))).isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void everyPrefixOfPlainFails() {
        byte[] whole = RIGHT.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat(step(server.begin("PLAIN", TLS), Arrays.copyOf(whole, length)))
                    .isInstanceOf(Failure.class);
        }
    }

    @Property(tries = 500)
    void everyMutationOfPlainFails(@ForAll int place, @ForAll byte octet) {
        byte[] response = RIGHT.getBytes(StandardCharsets.UTF_8);
        int changed = Math.floorMod(place, response.length);
        response[changed] ^= octet;
        // The same name in other case is the same name.
        if (octet == 0 || (octet == 0x20 && changed >= 1 && changed <= 4)) {
            return;
        }
        assertThat(step(server.begin("PLAIN", TLS), response)).isInstanceOf(Failure.class);
    }

    @Test
    void externalTakesTheCertificatesWord() {
        Channel channel = new Channel(true, Optional.empty(), Optional.of(SUBJECT));

        for (String asked : new String[] {"", "u:user", "user", "u:HOUSE\\USER"}) {
            assertThat(step(server.begin("EXTERNAL", channel), asked))
                    .isInstanceOfSatisfying(
                            Success.class,
                            success -> assertThat(success.logon().sid()).isEqualTo(user.sid()));
        }
        assertThat(done(server.begin("EXTERNAL", channel).start())).isInstanceOf(Success.class);
    }

    @Test
    void externalGivesNobodyElse() {
        server.house.account("other", "pencil");
        Channel channel = new Channel(true, Optional.empty(), Optional.of(SUBJECT));
        Channel stranger = new Channel(true, Optional.empty(), Optional.of(new X500Principal("CN=stranger")));

        assertThat(code(step(server.begin("EXTERNAL", channel), "u:other"))).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(code(step(server.begin("EXTERNAL", channel), "dn:cn=user")))
                .isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(code(step(server.begin("EXTERNAL", channel), new byte[] {(byte) 0xff})))
                .isEqualTo(ResultCode.PROTOCOL_ERROR);
        assertThat(code(done(server.begin("EXTERNAL", stranger).start()))).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(code(done(server.begin("EXTERNAL", TLS).start())))
                .isEqualTo(ResultCode.INAPPROPRIATE_AUTHENTICATION);
    }

    @Test
    void externalRefusesWhoIsDisabled() {
        done(server.house.book.enable(user.sid(), false));

        assertThat(code(done(server.begin("EXTERNAL", new Channel(true, Optional.empty(), Optional.of(SUBJECT)))
                        .start())))
                .isEqualTo(ResultCode.INVALID_CREDENTIALS);
    }

    @Test
    void anonymousIsNobodyWithATrace() {
        assertThat(step(server.begin("ANONYMOUS", TLS), "sirhc")).isEqualTo(new Anonymous("sirhc"));
        assertThat(step(server.begin("ANONYMOUS", TLS), "")).isEqualTo(new Anonymous(""));
        assertThat(code(step(server.begin("ANONYMOUS", TLS), "x".repeat(256)))).isEqualTo(ResultCode.PROTOCOL_ERROR);
        assertThat(code(step(server.begin("ANONYMOUS", TLS), "a\nb"))).isEqualTo(ResultCode.PROTOCOL_ERROR);
        assertThat(code(step(server.begin("ANONYMOUS", TLS), new byte[] {(byte) 0xff})))
                .isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void whatIsOfferedDependsOnTheChannel() {
        assertThat(SaslMechanisms.offered(Channel.PLAIN_TEXT)).containsExactly("SCRAM-SHA-256", "ANONYMOUS");
        assertThat(SaslMechanisms.offered(TLS))
                .containsExactly("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN", "ANONYMOUS");
        assertThat(SaslMechanisms.offered(new Channel(true, Optional.of(Mechanisms.END_POINT), Optional.of(SUBJECT))))
                .containsExactly("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "EXTERNAL", "PLAIN", "ANONYMOUS");
        assertThat(server.mechanisms.begin("GSSAPI", TLS)).isEmpty();
    }

    @Test
    void mechanismsMayComeFromElsewhere() {
        SaslExchange exchange = new AnonymousExchange();
        SaslMechanisms mechanisms = server.mechanisms.with(List.of(new SaslMechanism("OTHER", _ -> exchange)));

        assertThat(mechanisms.begin("other", Channel.PLAIN_TEXT)).containsSame(exchange);
        assertThat(mechanisms.begin("SCRAM-SHA-256", Channel.PLAIN_TEXT)).isPresent();
        assertThat(mechanisms.begin("GSSAPI", TLS)).isEmpty();
    }
}
