package org.rollcall.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.identity.House.done;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.rollcall.access.Octets;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.ntlm.Authentication;
import org.rollcall.access.ntlm.Claim;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.Credentials;
import org.rollcall.access.ntlm.NtlmClient;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.ServerTarget;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.PasswordHashes;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.identity.House;
import org.rollcall.identity.domain.ResponseJudge.Verdict;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.identity.ntlm.NtlmJudge;
import org.rollcall.identity.ntlm.NtlmLogons;
import org.rollcall.identity.ntlm.NtlmRules;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.identity.sasl.SaslExchange;
import org.rollcall.identity.sasl.SaslStep;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/** Who is judged by the domain, and what is left to do here then. */
class DomainJudgeTest {
    private static final String PASSWORD = "Secret 1";
    private static final DomainAccount ANN =
            new DomainAccount("CORP\\ann", Sid.of(5, 21, 1, 2, 3, 1100), Set.of(Sid.of(5, 21, 1, 2, 3, 513)));
    private static final LogonResult.Granted GRANTED = ANN.granted(Token::ofNetworkLogon);

    private final DomainNames names = new DomainNames("corp.example", "CORP", List.of());
    private final List<String> asked = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private LogonResult found = GRANTED;

    /** Judges as a controller does that knows the password of everybody. */
    private final ResponseJudge controller = claim -> {
        claims.add(claim);
        Optional<Octets> key = claim.sessionBaseKey(
                Optional.of(new PasswordHashes(OneWayFunctions.ntV1(PASSWORD.toCharArray()), Optional.empty())));
        return CompletableFuture.completedFuture(
                key.isPresent() ? new Verdict.Right(key.get()) : new Verdict.Wrong(Refused.credentials("no")));
    };

    private final Domain domain = new Domain() {
        @Override
        public CompletionStage<LogonResult> logOn(DomainUser user, Password password) {
            asked.add("password of " + user);
            password.close();
            return CompletableFuture.completedFuture(found);
        }

        @Override
        public CompletionStage<LogonResult> find(DomainUser user) {
            asked.add("account of " + user);
            return CompletableFuture.completedFuture(found);
        }
    };

    private final NtlmJudge local = claim -> {
        asked.add("local " + claim.user());
        return CompletableFuture.completedFuture(new NtlmJudge.Judgement.Wrong(Refused.credentials("no")));
    };

    private SaslStep logOn(String user, String given, String password, int spoiled) throws NtlmFormatException {
        InstantSource clock = InstantSource.fixed(House.NOW);
        SaslExchange exchange = new NtlmLogons(
                        ServerTarget.member("ILS1", Optional.empty(), "CORP", "corp.example"),
                        NtlmRules.DEFAULT,
                        new DomainJudge(names, controller, domain, local),
                        clock,
                        new Random(5))
                .mechanisms()
                .getFirst()
                .exchange()
                .apply(Channel.PLAIN_TEXT);
        NtlmClient client = new NtlmClient(
                Credentials.ofPassword(user, given, "PC7", password.toCharArray()),
                ClientOptions.of(Protection.SEALED),
                clock,
                new Random(6));
        OctetString challenge = ((SaslStep.Challenge) done(exchange.step(client.negotiate()))).data();
        byte[] answer = ((Authentication) client.answer(challenge.toByteArray()))
                .authenticate()
                .toByteArray();
        if (spoiled >= 0) {
            answer[spoiled] ^= 1;
        }
        return done(exchange.step(answer));
    }

    private static ResultCode code(SaslStep step) {
        return ((SaslStep.Failure) step).code();
    }

    @Test
    void theDomainProvesItsUsersAndTheConnectionIsSealedByItsKey() throws Exception {
        SaslStep step = logOn("ann", "corp", PASSWORD, -1);

        assertThat(step).isInstanceOfSatisfying(SaslStep.Success.class, success -> {
            assertThat(success.logon()).isSameAs(GRANTED);
            assertThat(success.layer()).isPresent();
        });
        assertThat(asked).containsExactly("account of CORP\\ann");
    }

    @Test
    void aWrongPasswordIsTheDomainsToRefuse() throws Exception {
        assertThat(code(logOn("ann", "CORP", "other", -1))).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(asked).isEmpty();
    }

    @Test
    void whetherMessagesWereChangedIsCheckedHereAllTheSame() throws Exception {
        // An octet of the MIC (MS-NLMP 2.2.1.3).
        assertThat(code(logOn("ann", "CORP", PASSWORD, 72))).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(claims).hasSize(1);
    }

    @Test
    void whomTheDomainDoesNotShowIsRefused() throws Exception {
        found = Domain.unavailable("gone");

        assertThat(code(logOn("ann", "CORP", PASSWORD, -1))).isEqualTo(ResultCode.UNAVAILABLE);
    }

    @Test
    void everybodyElseIsJudgedHere() throws Exception {
        logOn("ann", "ROLLCALL", PASSWORD, -1);
        logOn("ann", "", PASSWORD, -1);

        assertThat(asked).containsExactly("local ann", "local ann");
        assertThat(claims).isEmpty();
    }

    @Test
    void theQuestionIsMadeOfTheClaimAndNothingInANameBecomesALine() throws Exception {
        logOn("änn\nLANMAN-Challenge: 00\n.", "corp", PASSWORD, -1);
        assertThat(claims).isEmpty();
        logOn("änn", "corp", PASSWORD, -1);
        Claim claim = claims.getFirst();

        String question = new String(HelperProtocol.question(claim), StandardCharsets.US_ASCII);

        HexFormat hex = HexFormat.of();
        Base64.Encoder base64 = Base64.getEncoder();
        assertThat(question)
                .isEqualTo("LANMAN-Challenge: "
                        + hex.formatHex(claim.answeredChallenge().toByteArray())
                        + "\nNT-Response: " + hex.formatHex(claim.ntResponse().toByteArray())
                        + "\nUsername:: " + base64.encodeToString("änn".getBytes(StandardCharsets.UTF_8))
                        + "\nNT-Domain:: " + base64.encodeToString("corp".getBytes(StandardCharsets.UTF_8))
                        + "\nRequest-User-Session-Key: Yes\n.\n");
        assertThat(Arrays.asList(question.split("\n"))).hasSize(6);
    }

    @Test
    void passwordsGoTheSameWay() {
        DomainPasswords passwords = new DomainPasswords(names, domain, (name, password) -> {
            asked.add("local " + name);
            password.close();
            return CompletableFuture.completedFuture(Refused.credentials("no"));
        });

        assertThat(done(passwords.logOn("ann@corp.example", House.password("x"))))
                .isSameAs(GRANTED);
        done(passwords.logOn("ann", House.password("x")));
        done(passwords.logOn("ann@other.example", House.password("x")));

        assertThat(asked).containsExactly("password of ann@corp.example", "local ann", "local ann@other.example");
    }
}
