package org.rollcall.identity.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.identity.House.done;
import static org.rollcall.identity.ntlm.NtlmHouse.PASSWORD;
import static org.rollcall.identity.ntlm.NtlmHouse.TLS;
import static org.rollcall.identity.ntlm.NtlmHouse.answer;
import static org.rollcall.identity.ntlm.NtlmHouse.challenge;
import static org.rollcall.identity.ntlm.NtlmHouse.client;
import static org.rollcall.identity.ntlm.NtlmHouse.credentials;
import static org.rollcall.identity.ntlm.NtlmHouse.rules;
import static org.rollcall.identity.ntlm.NtlmHouse.step;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.Authentication;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.Credentials;
import org.rollcall.access.ntlm.NtlmClient;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.Responses;
import org.rollcall.access.ntlm.crypto.SecurityContext;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.Version;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.identity.sasl.SaslExchange;
import org.rollcall.identity.sasl.SaslStep;
import org.rollcall.identity.sasl.SaslStep.Challenge;
import org.rollcall.identity.sasl.SaslStep.Failure;
import org.rollcall.identity.sasl.SaslStep.Success;
import org.rollcall.identity.sasl.SecurityLayer;
import org.rollcall.identity.sasl.SecurityLayerException;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

class NtlmExchangeTest {
    private static final String NTLM = "NTLM";
    private static final byte[] MESSAGE = "search for everybody".getBytes(StandardCharsets.US_ASCII);

    private final NtlmHouse server = new NtlmHouse();

    private SaslExchange begin() {
        return server.begin(NTLM, NtlmRules.DEFAULT, Channel.PLAIN_TEXT);
    }

    private static SaslStep run(SaslExchange exchange, NtlmClient client) {
        byte[] challenge = challenge(step(exchange, client.negotiate()));
        return step(exchange, answer(client, challenge).authenticate().toByteArray());
    }

    private SaslStep run(NtlmClient client) {
        return run(begin(), client);
    }

    private static Failure failure(SaslStep step) {
        assertThat(step).isInstanceOf(Failure.class);
        return (Failure) step;
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatKnowsThePasswordIsKnownAndProtectedAsItWishes(Protection protection) throws Exception {
        NtlmClient client = client(protection);
        SaslExchange exchange = begin();
        Authentication answer = answer(client, challenge(step(exchange, client.negotiate())));

        Success success = (Success) step(exchange, answer.authenticate().toByteArray());

        assertThat(success.logon().sid()).isEqualTo(server.user.sid());
        assertThat(success.logon().token().user()).isEqualTo(server.user.sid());
        assertThat(success.data()).isEmpty();
        assertThat(success.layer().isPresent()).isEqualTo(protection != Protection.NONE);
        if (success.layer().isPresent()) {
            SecurityLayer layer = success.layer().get();
            SecurityContext other = NtlmHouse.layer(answer);
            assertThat(layer.unwrap(other.wrap(MESSAGE))).isEqualTo(MESSAGE);
            byte[] wrapped = layer.wrap(MESSAGE);
            assertThat(wrapped).hasSize(MESSAGE.length + layer.overheadOctets());
            // Also where the client asked for signatures only.
            assertThat(Arrays.copyOfRange(wrapped, layer.overheadOctets(), wrapped.length))
                    .isNotEqualTo(MESSAGE);
            assertThat(other.unwrap(wrapped)).isEqualTo(MESSAGE);
            byte[] tampered = other.wrap(MESSAGE);
            tampered[20] ^= 1;
            assertThatThrownBy(() -> layer.unwrap(tampered))
                    .isInstanceOfSatisfying(
                            SecurityLayerException.class,
                            e -> assertThat(e.text()).contains("signature"));
        }
    }

    @Test
    void theClientSpeaksFirst() {
        assertThat(done(begin().start())).isEqualTo(new Challenge(OctetString.EMPTY));
    }

    @ParameterizedTest
    @CsvSource({
        "user,HOUSE",
        "USER,house",
        "user,house.example",
        "user,''",
        "user,PC7",
        "user@house.example,''",
        "user,."
    })
    void theServersOwnUsersComeUnderTheseNames(String name, String domain) {
        assertThat(run(client(credentials(name, domain, PASSWORD), ClientOptions.of(Protection.NONE))))
                .isInstanceOf(Success.class);
    }

    @ParameterizedTest
    @CsvSource({
        "user,OTHER",
        "user@other.example,''",
        "nobody,HOUSE",
        "'',HOUSE",
        "us\\er,HOUSE",
        "user@house.example,HOUSE"
    })
    void othersDoNot(String name, String domain) {
        assertThat(failure(run(client(credentials(name, domain, PASSWORD), ClientOptions.of(Protection.NONE))))
                        .code())
                .isEqualTo(ResultCode.INVALID_CREDENTIALS);
    }

    @Test
    void whoeverIsRefusedHearsTheSame() {
        Account withoutHash = server.house.account("without", PASSWORD);
        Account disabled = server.account("disabled", PASSWORD);
        done(server.house.book.enable(disabled.sid(), false));
        server.withNtHash(server.house.account("moved", PASSWORD), PASSWORD, NtlmHouse.seal(2));
        assertThat(withoutHash.secrets().orElseThrow().ntHash()).isEmpty();

        Failure wrong = failure(run(client(credentials("user", "HOUSE", "wrong"), ClientOptions.of(Protection.NONE))));
        assertThat(wrong.code()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(wrong.data()).isEmpty();
        assertThat(wrong.reason()).isEqualTo("the password of user is another");
        String[][] others = {
            {"nobody", "there is no such account"},
            {"without", "the account without may not log on by NTLM: no NT hash is kept of its password"},
            {"disabled", "the account disabled is disabled"},
            {"moved", "does not open under this server's key"},
        };
        for (String[] other : others) {
            Failure failure =
                    failure(run(client(credentials(other[0], "HOUSE", PASSWORD), ClientOptions.of(Protection.NONE))));
            assertThat(failure.code()).isEqualTo(wrong.code());
            assertThat(failure.text()).isEqualTo(wrong.text());
            assertThat(failure.data()).isEqualTo(wrong.data());
            assertThat(failure.reason()).contains(other[1]);
        }
    }

    /** What is computed with in place of a hash that is not there lets nobody in. */
    @Test
    void nobodyGetsInByTheHashOfNobody() {
        var credentials = new Credentials("nobody", "", "", Octets.zeros(16));

        assertThat(failure(run(client(credentials, ClientOptions.of(Protection.NONE))))
                        .code())
                .isEqualTo(ResultCode.INVALID_CREDENTIALS);
    }

    @Test
    void withoutItsMicAMessageIsRefused() throws Exception {
        NtlmClient client = client(Protection.SIGNED);
        SaslExchange exchange = begin();
        byte[] sent = answer(client, challenge(step(exchange, client.negotiate())))
                .authenticate()
                .toByteArray();
        AuthenticateMessage message = AuthenticateMessage.decode(sent, NegotiateFlags.of());

        assertThat(message.mic()).isPresent();
        assertThat(failure(step(exchange, message.withMic(Octets.zeros(16)).encode()))
                        .reason())
                .contains("message integrity code");
    }

    @Test
    void ntlmV1OnlyWhereTheOperatorSaysSo() throws Exception {
        assertThat(failure(runV1(NtlmRules.DEFAULT)).reason()).contains("NTLMv1");
        assertThat(runV1(rules(true, false, false))).isInstanceOfSatisfying(Success.class, success -> {
            assertThat(success.logon().sid()).isEqualTo(server.user.sid());
            assertThat(success.layer()).isPresent();
        });
    }

    /** As a client of the time before NTLMv2. */
    private SaslStep runV1(NtlmRules rules) throws Exception {
        NegotiateFlags asks = NegotiateFlags.of(
                NegotiateFlag.UNICODE, NegotiateFlag.REQUEST_TARGET, NegotiateFlag.SIGN, NegotiateFlag.NTLM);
        SaslExchange exchange = server.begin(NTLM, rules, Channel.PLAIN_TEXT);
        ChallengeMessage heard = ChallengeMessage.decode(challenge(step(
                exchange,
                client(
                                credentials("user", "HOUSE", PASSWORD),
                                new ClientOptions(asks, Protection.NONE, Optional.empty(), Optional.empty()))
                        .negotiate())));
        Octets nt = Responses.v1(OneWayFunctions.ntV1(PASSWORD.toCharArray()), heard.serverChallenge());
        return step(exchange, named(asks, "HOUSE", "user", nt, nt).encode());
    }

    private static AuthenticateMessage named(NegotiateFlags flags, String domain, String user, Octets lm, Octets nt) {
        return new AuthenticateMessage(
                flags, domain, user, "", lm, nt, Octets.EMPTY, Version.UNKNOWN, Optional.empty());
    }

    @Test
    void nobodyIsAnonymousUnlessTheOperatorSaysSo() {
        assertThat(failure(runAnonymous(NtlmRules.DEFAULT)).reason()).contains("anonymous");
        assertThat(runAnonymous(rules(false, true, false)))
                .isInstanceOfSatisfying(SaslStep.Anonymous.class, anonymous -> {
                    assertThat(anonymous.trace()).isEmpty();
                    assertThat(anonymous.layer()).isPresent();
                });
    }

    private SaslStep runAnonymous(NtlmRules rules) {
        SaslExchange exchange = server.begin(NTLM, rules, Channel.PLAIN_TEXT);
        challenge(step(exchange, client(Protection.SIGNED).negotiate()));
        NegotiateFlags flags = NegotiateFlags.of(NegotiateFlag.UNICODE, NegotiateFlag.SIGN);
        return step(exchange, named(flags, "", "", Octets.EMPTY, Octets.EMPTY).encode());
    }

    private SaslStep runBound(NtlmRules rules, Optional<Octets> bindings) {
        ClientOptions options = ClientOptions.of(Protection.NONE);
        return run(
                server.begin(NTLM, rules, TLS),
                client(
                        credentials("user", "HOUSE", PASSWORD),
                        new ClientOptions(options.asks(), options.requires(), bindings, Optional.empty())));
    }

    @Test
    void aLogonIsBoundToItsTlsConnection() {
        Optional<Octets> right = Optional.of(NtlmHouse.BINDINGS);
        Optional<Octets> wrong = Optional.of(Octets.copyOf("the hash of some".getBytes(StandardCharsets.US_ASCII)));
        NtlmRules required = rules(false, false, true);

        assertThat(runBound(NtlmRules.DEFAULT, right)).isInstanceOf(Success.class);
        assertThat(runBound(required, right)).isInstanceOf(Success.class);
        assertThat(failure(runBound(NtlmRules.DEFAULT, wrong)).reason()).contains("another TLS connection");
        assertThat(failure(runBound(required, wrong)).reason()).contains("another TLS connection");
        assertThat(runBound(NtlmRules.DEFAULT, Optional.empty())).isInstanceOf(Success.class);
        assertThat(failure(runBound(required, Optional.empty())).reason()).contains("not bound");
    }

    @Test
    void channelBindingsAreNotRequiredWhereThereIsNoChannel() {
        assertThat(run(server.begin(NTLM, rules(false, false, true), Channel.PLAIN_TEXT), client(Protection.NONE)))
                .isInstanceOf(Success.class);
    }

    @Test
    void underTlsNothingIsSignedBesides() {
        NtlmClient client = client(
                credentials("user", "HOUSE", PASSWORD),
                new ClientOptions(
                        ClientOptions.of(Protection.SEALED).asks(),
                        Protection.NONE,
                        Optional.of(NtlmHouse.BINDINGS),
                        Optional.empty()));

        assertThat(run(server.begin(NTLM, NtlmRules.DEFAULT, TLS), client))
                .isInstanceOfSatisfying(
                        Success.class, success -> assertThat(success.layer()).isEmpty());
    }

    @Test
    void anOperatorMayWantEverythingSigned() {
        NtlmRules signed = new NtlmRules(true, false, false, false, NtlmRules.DEFAULT.maxSkew());

        assertThat(failure(step(
                                server.begin(NTLM, signed, Channel.PLAIN_TEXT),
                                client(Protection.NONE).negotiate()))
                        .reason())
                .contains("less protected");
        assertThat(run(server.begin(NTLM, signed, Channel.PLAIN_TEXT), client(Protection.SIGNED)))
                .isInstanceOf(Success.class);
        assertThat(run(server.begin(NTLM, signed, TLS), client(Protection.NONE)))
                .isInstanceOf(Success.class);
    }

    @Test
    void oneAnswerIsAllThatAClientGetsToTry() {
        NtlmClient client = client(Protection.NONE);
        SaslExchange exchange = begin();
        byte[] challenge = challenge(step(exchange, client.negotiate()));
        NtlmClient other = client(credentials("user", "HOUSE", "wrong"), ClientOptions.of(Protection.NONE));

        assertThat(failure(step(
                                exchange,
                                answer(other, challenge).authenticate().toByteArray()))
                        .code())
                .isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(failure(step(
                                exchange,
                                answer(client, challenge).authenticate().toByteArray()))
                        .code())
                .isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void anAnswerIsGoodForOneChallengeOnly() {
        NtlmClient client = client(Protection.NONE);
        NtlmLogons logons = server.logons(NtlmRules.DEFAULT);
        SaslExchange first = logons.mechanisms().getFirst().exchange().apply(Channel.PLAIN_TEXT);
        SaslExchange second = logons.mechanisms().getFirst().exchange().apply(Channel.PLAIN_TEXT);
        challenge(step(first, client.negotiate()));
        byte[] challenge = challenge(step(second, client.negotiate()));
        byte[] answer = answer(client, challenge).authenticate().toByteArray();

        assertThat(failure(step(first, answer)).code()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(step(second, answer)).isInstanceOf(Success.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NTLMSSP", "NTLMSSP\0\3\0\0\0", "something else"})
    void whatIsNoMessageIsRefusedAtEachStep(String octets) {
        byte[] message = octets.getBytes(StandardCharsets.ISO_8859_1);
        SaslExchange exchange = begin();
        challenge(step(exchange, client(Protection.NONE).negotiate()));

        assertThat(failure(step(begin(), message)).code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
        assertThat(failure(step(exchange, message)).code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void messagesAreBounded() {
        byte[] tooLong = Arrays.copyOf(client(Protection.NONE).negotiate(), Conversation.MAX_MESSAGE_OCTETS + 1);

        assertThat(failure(step(begin(), tooLong)).text()).contains("more than 4096 octets");
    }

    @Property(tries = 300)
    void noMessageThatWasCutOffOrChangedLetsAnybodyIn(@ForAll int place, @ForAll byte octet, @ForAll boolean cut) {
        NtlmClient client = client(Protection.SIGNED);
        SaslExchange exchange = begin();
        byte[] sent = answer(client, challenge(step(exchange, client.negotiate())))
                .authenticate()
                .toByteArray();
        int at = Math.floorMod(place, sent.length);
        byte[] changed = cut ? Arrays.copyOf(sent, at) : sent.clone();
        if (!cut) {
            changed[at] ^= octet;
        }
        if (Arrays.equals(changed, sent)) {
            return;
        }

        assertThat(step(exchange, changed)).isInstanceOf(Failure.class);
    }
}
