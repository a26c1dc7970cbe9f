package org.rollcall.identity.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.identity.House.done;
import static org.rollcall.identity.sasl.Mechanisms.TLS;
import static org.rollcall.identity.sasl.Mechanisms.step;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.sasl.SaslStep.Challenge;
import org.rollcall.identity.sasl.SaslStep.Failure;
import org.rollcall.identity.sasl.SaslStep.Success;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

class ScramExchangeTest {
    private static final String SCRAM = "SCRAM-SHA-256";
    private static final String PLUS = "SCRAM-SHA-256-PLUS";
    private static final byte[] UNBOUND = {};

    private final Mechanisms server = new Mechanisms();
    private final Account user = server.house.account("user", "pencil");

    private SaslStep run(SaslExchange exchange, ScramClient client) throws Exception {
        SaslStep first = step(exchange, client.first());
        return first instanceof Challenge challenge
                ? step(exchange, client.last(challenge.data().utf8()))
                : first;
    }

    private SaslStep run(ScramClient client) throws Exception {
        return run(server.begin(SCRAM, Channel.PLAIN_TEXT), client);
    }

    @Test
    void aClientThatKnowsThePasswordIsKnownAndKnowsTheServer() throws Exception {
        ScramClient client = ScramClient.of("user", "pencil");

        assertThat(run(client)).isInstanceOfSatisfying(Success.class, success -> {
            assertThat(success.logon().sid()).isEqualTo(user.sid());
            assertThat(success.logon().token().user()).isEqualTo(user.sid());
        });
    }

    @Test
    void theServerProvesThatItKnowsTheVerifier() throws Exception {
        ScramClient client = ScramClient.of("user", "pencil");
        Success success = (Success) run(client);

        assertThat(client.trusts(success.data().map(OctetString::utf8).orElse("")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER", "HOUSE\\user", "user@house.example"})
    void namesComeInAllForms(String name) throws Exception {
        assertThat(run(ScramClient.of(name, "pencil"))).isInstanceOf(Success.class);
    }

    @Test
    void theMessagesOfRfc7677AreRead() throws Exception {
        ClientFirst first = ClientFirst.parse("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        ClientFinal last = ClientFinal.parse("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");

        assertThat(first)
                .isEqualTo(new ClientFirst(
                        "n,,", "n", "", "n=user,r=rOprNGfwEbeRWgbNEkqO", "user", "rOprNGfwEbeRWgbNEkqO"));
        assertThat(last.nonce()).isEqualTo("rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
        assertThat(last.withoutProof()).isEqualTo("c=biws,r=" + last.nonce());
        assertThat(last.proof()).hasSize(32);
        assertThat(ScramSyntax.base64(first.gs2Header().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(last.binding());
    }

    @Test
    void aWrongPasswordAndAnUnknownNameFailAlike() throws Exception {
        Account bare = done(server.house.book.addAccount(AccountName.of("bare")));
        Account disabled = server.house.account("disabled", "pencil");
        done(server.house.book.enable(disabled.sid(), false));

        assertThat(bare.secrets()).isEmpty();
        for (String name : new String[] {"nobody", "bare", "OTHER\\user", "a/b"}) {
            assertFailedAs("e=invalid-proof", run(ScramClient.of(name, "pencil")));
        }
        assertFailedAs("e=invalid-proof", run(ScramClient.of("user", "wrong")));
        assertFailedAs("e=invalid-proof", run(ScramClient.of("disabled", "pencil")));
    }

    private static void assertFailedAs(String error, SaslStep step) {
        assertThat(step).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.data()).contains(OctetString.of(error));
            assertThat(failure.code()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
            assertThat(failure.text()).isEqualTo("the name or the password is wrong");
            assertThat(failure.reason()).doesNotContain("pencil");
        });
    }

    @Test
    void unknownNamesHaveSaltsThatStayTheSame() {
        String nobody = salt("nobody");

        assertThat(salt("NoBody")).isEqualTo(nobody);
        assertThat(salt("HOUSE\\nobody")).isEqualTo(nobody);
        assertThat(salt("another")).isNotEqualTo(nobody).hasSameSizeAs(nobody);
        assertThat(salt("user")).isNotEqualTo(nobody).hasSameSizeAs(nobody);
    }

    /** What the challenge says behind the nonce. */
    private String salt(String name) {
        Challenge challenge = (Challenge) step(
                server.begin(SCRAM, Channel.PLAIN_TEXT),
                ScramClient.of(name, "pencil").first());
        return challenge.data().utf8().split(",", 2)[1];
    }

    @Test
    void noTwoNoncesAreTheSame() {
        assertThat(step(
                        server.begin(SCRAM, Channel.PLAIN_TEXT),
                        ScramClient.of("user", "").first()))
                .isNotEqualTo(step(
                        server.begin(SCRAM, Channel.PLAIN_TEXT),
                        ScramClient.of("user", "").first()));
    }

    @Test
    void anotherIdentityIsNotGiven() throws Exception {
        server.house.account("other", "pencil");

        assertThat(run(new ScramClient("n", "a=user", "user", UNBOUND, "pencil")))
                .isInstanceOf(Success.class);
        assertThat(run(new ScramClient("n", "a=u:HOUSE\\user", "user", UNBOUND, "pencil")))
                .isInstanceOf(Success.class);
        assertFailedAs("e=other-error", run(new ScramClient("n", "a=other", "user", UNBOUND, "pencil")));
        assertFailedAs("e=other-error", run(new ScramClient("n", "a=OTHER\\user", "user", UNBOUND, "pencil")));
    }

    @Test
    void aChannelIsBound() throws Exception {
        byte[] value = Mechanisms.END_POINT.toByteArray();
        String flag = "p=tls-server-end-point";

        assertThat(run(server.begin(PLUS, TLS), new ScramClient(flag, "", "user", value, "pencil")))
                .isInstanceOf(Success.class);
        value[0]++;
        assertFailedAs(
                "e=channel-bindings-dont-match",
                run(server.begin(PLUS, TLS), new ScramClient(flag, "", "user", value, "pencil")));
    }

    @ParameterizedTest
    @CsvSource({
        "SCRAM-SHA-256, true, n, ''",
        "SCRAM-SHA-256, false, y, ''",
        "SCRAM-SHA-256, true, y, e=server-does-support-channel-binding",
        "SCRAM-SHA-256, true, p=tls-server-end-point, e=channel-binding-not-supported",
        "SCRAM-SHA-256-PLUS, true, n, e=other-error",
        "SCRAM-SHA-256-PLUS, true, y, e=other-error",
        "SCRAM-SHA-256-PLUS, true, p=tls-unique, e=unsupported-channel-binding-type",
        "SCRAM-SHA-256-PLUS, false, p=tls-server-end-point, e=channel-binding-not-supported",
    })
    void theFlagSaysWhatBothSidesCan(String mechanism, boolean tls, String flag, String error) throws Exception {
        SaslStep step = run(
                server.begin(mechanism, tls ? TLS : Channel.PLAIN_TEXT),
                new ScramClient(flag, "", "user", UNBOUND, "pencil"));

        if (error.isEmpty()) {
            assertThat(step).isInstanceOf(Success.class);
        } else {
            assertFailedAs(error, step);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|invalid-encoding",
                "n|invalid-encoding",
                "n,,|invalid-encoding",
                "x,,n=user,r=abc|invalid-encoding",
                "n,,n=user|invalid-encoding",
                "n,,r=abc,n=user|invalid-encoding",
                "n,,n=user,r=|invalid-encoding",
                "n,,n=user,r=a b|invalid-encoding",
                "n,,n=user,r=abc,|invalid-encoding",
                "n,,n=user,r=abc,7=x|invalid-encoding",
                "n,user,n=user,r=abc|invalid-encoding",
                "n,,m=new,n=user,r=abc|extensions-not-supported",
                "n,,n=,r=abc|invalid-username-encoding",
                "n,,n=us=er,r=abc|invalid-username-encoding",
                "n,,n=us=2cer,r=abc|invalid-username-encoding",
            })
    void whatIsMalformedIsCalledSo(String message, String error) {
        assertThat(step(server.begin(SCRAM, Channel.PLAIN_TEXT), message))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
                    assertThat(failure.data()).contains(OctetString.of("e=" + error));
                });
    }

    @Test
    void extensionsThatNeedNotBeUnderstoodAreNot() {
        assertThat(step(server.begin(SCRAM, Channel.PLAIN_TEXT), "n,,n=user,r=abc,x=new"))
                .isInstanceOf(Challenge.class);
    }

    @Test
    void messagesHaveBounds() {
        assertThat(step(server.begin(SCRAM, Channel.PLAIN_TEXT), new byte[SaslExchange.MAX_RESPONSE_OCTETS + 1]))
                .isInstanceOf(Failure.class);
        assertThat(step(server.begin(SCRAM, Channel.PLAIN_TEXT), "n,,n=user,r=" + "a".repeat(513)))
                .isInstanceOf(Failure.class);
        assertThat(step(server.begin(SCRAM, Channel.PLAIN_TEXT), new byte[] {'n', ',', ',', (byte) 0xff}))
                .isInstanceOf(Failure.class);
    }

    @Test
    void whatIsOverStaysOver() throws Exception {
        SaslExchange exchange = server.begin(SCRAM, Channel.PLAIN_TEXT);
        ScramClient client = ScramClient.of("user", "pencil");
        Challenge challenge = (Challenge) step(exchange, client.first());
        byte[] last = client.last(challenge.data().utf8());

        assertThat(step(exchange, last)).isInstanceOf(Success.class);
        assertThat(step(exchange, last)).isInstanceOf(Failure.class);
        assertThat(step(exchange, client.first())).isInstanceOf(Failure.class);
    }

    @Test
    void aPasswordChangedInBetweenCounts() throws Exception {
        SaslExchange exchange = server.begin(SCRAM, Channel.PLAIN_TEXT);
        ScramClient client = ScramClient.of("user", "pencil");
        Challenge challenge = (Challenge) step(exchange, client.first());
        server.house.setPassword(user, "another");

        assertThat(step(exchange, client.last(challenge.data().utf8()))).isInstanceOf(Failure.class);
    }

    @Test
    void withoutAnInitialResponseTheClientIsAskedForIt() throws Exception {
        SaslExchange exchange = server.begin("scram-sha-256", Channel.PLAIN_TEXT);

        assertThat(done(exchange.start())).isEqualTo(new Challenge(OctetString.EMPTY));
        assertThat(run(exchange, ScramClient.of("user", "pencil"))).isInstanceOf(Success.class);
    }

    @Test
    void everyPrefixFails() throws Exception {
        ScramClient client = ScramClient.of("user", "pencil");
        int length = client.first().length;
        int nonce = "n,,n=user,r=".length();
        for (int i = 0; i <= nonce; i++) {
            assertThat(step(server.begin(SCRAM, Channel.PLAIN_TEXT), Arrays.copyOf(client.first(), i)))
                    .isInstanceOf(Failure.class);
        }
        for (int i = nonce + 1; i < length; i++) {
            assertFails(Arrays.copyOf(client.first(), i), Optional.empty());
        }
        int last = lastOf(client).length;
        for (int i = 0; i < last; i++) {
            int cut = i;
            assertFails(client.first(), Optional.of(octets -> Arrays.copyOf(octets, cut)));
        }
    }

    @Property(tries = 1000)
    void everyMutationFails(@ForAll int place, @ForAll byte octet, @ForAll boolean inFirst) throws Exception {
        ScramClient client = ScramClient.of("user", "pencil");
        if (octet == 0) {
            return;
        }
        if (inFirst) {
            byte[] first = client.first();
            first[Math.floorMod(place, first.length)] ^= octet;
            assertFails(first, Optional.empty());
        } else {
            assertFails(client.first(), Optional.of(last -> {
                last[Math.floorMod(place, last.length)] ^= octet;
                return last;
            }));
        }
    }

    private interface Change {
        byte[] of(byte[] last);
    }

    private byte[] lastOf(ScramClient client) throws Exception {
        Challenge challenge = (Challenge) step(server.begin(SCRAM, Channel.PLAIN_TEXT), client.first());
        return client.last(challenge.data().utf8());
    }

    /** The client believes to have sent its own messages. */
    private void assertFails(byte[] first, Optional<Change> change) throws Exception {
        SaslExchange exchange = server.begin(SCRAM, Channel.PLAIN_TEXT);
        SaslStep step = step(exchange, first);
        if (step instanceof Challenge challenge) {
            byte[] last = ScramClient.of("user", "pencil").last(challenge.data().utf8());
            step = step(exchange, change.isPresent() ? change.get().of(last) : last);
        }
        assertThat(step).isInstanceOf(Failure.class);
    }
}
