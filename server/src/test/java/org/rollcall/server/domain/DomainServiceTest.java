package org.rollcall.server.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.ntlm.ServerTarget;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.logon.LogonResult.Granted;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.identity.logon.PasswordJudge;
import org.rollcall.identity.ntlm.NtlmJudge;
import org.rollcall.identity.password.InvalidPasswordException;
import org.rollcall.identity.password.Password;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.config.Settings;
import org.rollcall.server.fakes.FakeController;
import org.rollcall.server.fakes.Pki;
import org.rollcall.server.fakes.RecordingLogger;

/** A domain with controllers that look like Active Directory's, and passwords. */
@Timeout(60)
class DomainServiceTest {
    private static final Pki PKI = new Pki("authority");
    private static final Pki.Issued CONTROLLER = PKI.issue("controller");
    private static final Sid STAFF = FakeController.DOMAIN.append(1200);

    @TempDir
    private Path folder;

    private final RecordingLogger log = new RecordingLogger();
    private final List<AutoCloseable> open = new ArrayList<>();
    private FakeController controller;

    @BeforeEach
    void controller() throws Exception {
        PKI.authority().write(folder, "ca");
        controller = add(new FakeController(PKI.clients(CONTROLLER)));
        people(controller);
    }

    private static void people(FakeController controller) throws Exception {
        controller.add("ann", "Wonder 1", 1100, STAFF);
        controller.add("bob", "Builder 1", 1101);
        controller.add("reader", "Reads 1", 1102);
        controller.addRefused("gone", "Wonder 1", "533", 1103);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T add(T made) {
        open.add(made);
        return made;
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "domain.name", "corp.example",
                "domain.controllers", controller.address(),
                "domain.ca", folder.resolve("ca.pem").toString()));
        all.putAll(more);
        return all;
    }

    private DomainService start(Map<String, String> more) {
        Settings settings = Settings.of(settings(more));
        return add(DomainService.start(
                        settings.domain(), settings.accounts().domains(), Token::ofNetworkLogon, System::nanoTime, log)
                .orElseThrow());
    }

    private Map<String, String> withReader(String password) throws IOException {
        Path file = Files.writeString(folder.resolve("reader"), password + "\n");
        return Map.of("domain.account", "reader@corp.example", "domain.accountPassword", file.toString());
    }

    private static final PasswordJudge LOCAL = (name, password) -> {
        password.close();
        return CompletableFuture.completedFuture(Refused.credentials("local"));
    };

    private static LogonResult logOn(DomainService service, String name, String text) throws Exception {
        Password password = password(text);
        LogonResult result = service.passwords(LOCAL)
                .logOn(name, password)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThatThrownBy(() -> password.<String>ofTyped(String::new)).isInstanceOf(IllegalStateException.class);
        return result;
    }

    private static Password password(String text) {
        try {
            return Password.of(text.toCharArray());
        } catch (InvalidPasswordException e) {
            throw new AssertionError(e);
        }
    }

    private static String outcome(LogonResult result) {
        return switch (result) {
            case Granted granted -> granted.name();
            case Refused refused -> refused.code().label() + ": " + refused.reason();
        };
    }

    private static String tried(DomainService service) throws Exception {
        return outcome(logOn(service, "CORP\\ann", "Wonder 1"));
    }

    private List<String> warnings() {
        return log.messages().stream().filter(line -> line.contains("can")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CORP\\ann", "corp.example\\Ann", "ann@corp.example", "ANN@CORP"})
    void theRightPasswordGrantsSidAndGroups(String name) throws Exception {
        assertThat(logOn(start(Map.of()), name, "Wonder 1")).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.name()).isEqualTo("CORP\\ann");
            assertThat(granted.sid()).isEqualTo(FakeController.DOMAIN.append(1100));
            assertThat(granted.token().sids()).contains(STAFF, FakeController.EVERY_USER);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "CORP\\ann,wrong,data 52e",
        "CORP\\nobody,Wonder 1,data 525",
        "CORP\\gone,Wonder 1,the account is disabled"
    })
    void everyRefusalLooksTheSameToTheClient(String name, String password, String reason) throws Exception {
        assertThat(logOn(start(Map.of()), name, password)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
            assertThat(refused.text()).isEqualTo(Refused.credentials("").text());
            assertThat(refused.reason()).contains(reason).doesNotContain(password);
        });
        assertThat(warnings()).isEmpty();
    }

    @Test
    void namesOfOthersAreJudgedHere() throws Exception {
        DomainService service = start(Map.of());

        assertThat(outcome(logOn(service, "ann", "Wonder 1"))).endsWith("local");
        assertThat(outcome(logOn(service, "ann@other.example", "Wonder 1"))).endsWith("local");
        assertThat(controller.binds()).isEmpty();
    }

    @Test
    void connectionsAreUsedAgainAndAWrongPasswordDoesNotSpoilThem() throws Exception {
        DomainService service = start(Map.of("domain.cacheTime", "0s"));

        for (int i = 0; i < 2; i++) {
            assertThat(tried(service)).isEqualTo("CORP\\ann");
            assertThat(outcome(logOn(service, "CORP\\bob", "wrong"))).startsWith("invalidCredentials");
            assertThat(outcome(logOn(service, "bob@corp.example", "Builder 1"))).isEqualTo("CORP\\bob");
        }
        // They end while nobody looks, as controllers do with idle ones.
        controller.stop();
        controller.startAgain();
        assertThat(tried(service)).isEqualTo("CORP\\ann");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void sidAndGroupsAreRememberedAndPasswordsNot() throws Exception {
        DomainService service = start(Map.of());

        tried(service);
        int searches = controller.searches().size();
        assertThat(tried(service)).isEqualTo("CORP\\ann");
        assertThat(outcome(logOn(service, "CORP\\ann", "wrong"))).startsWith("invalidCredentials");

        assertThat(searches).isEqualTo(2);
        assertThat(controller.searches()).hasSize(2);
        assertThat(controller.binds()).hasSize(3);
    }

    @Test
    void whereNothingIsRememberedItIsReadEachTime() throws Exception {
        for (String setting : List.of("domain.cacheTime", "domain.cachedUsers")) {
            DomainService service = start(Map.of(setting, setting.endsWith("Time") ? "0s" : "0"));
            int before = controller.searches().size();
            tried(service);
            tried(service);
            assertThat(controller.searches()).hasSize(before + 4);
        }
    }

    @Test
    void theServersOwnReaderReadsWhereThereIsOne() throws Exception {
        assertThat(tried(start(withReader("Reads 1")))).isEqualTo("CORP\\ann");
        assertThat(controller.binds()).containsExactly("CORP\\ann", "reader@corp.example");
    }

    @Test
    void aReaderWhoIsRefusedIsTheOperatorsAffair() throws Exception {
        DomainService service = start(withReader("changed"));

        assertThat(tried(service))
                .startsWith("unavailable: ")
                .contains("domain.account reader@corp.example can't log on");
        assertThat(warnings()).hasSize(1);
        Files.writeString(folder.resolve("reader"), "Reads 1");
        assertThat(tried(service)).isEqualTo("CORP\\ann");
    }

    @Test
    void withoutAControllerItIsUnavailableAndTheLogHearsOfItOnce() throws Exception {
        DomainService service = start(Map.of());
        assertThat(service.isReachable()).isTrue();
        controller.stop();

        for (int i = 0; i < 3; i++) {
            assertThat(logOn(service, "CORP\\ann", "Wonder 1"))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo(ResultCode.UNAVAILABLE));
        }
        assertThat(service.isReachable()).isFalse();
        assertThat(warnings()).singleElement().asString().contains("corp.example", controller.address());
        assertThat(outcome(logOn(service, "ann", "Wonder 1"))).endsWith("local");

        controller.startAgain();
        assertThat(tried(service)).isEqualTo("CORP\\ann");
        assertThat(tried(service)).isEqualTo("CORP\\ann");
        assertThat(service.isReachable()).isTrue();
        assertThat(warnings()).hasSize(2).last().asString().contains("can be asked again");
        assertThat(service.counters().requests(DomainRequest.PASSWORD, DomainOutcome.UNAVAILABLE))
                .isEqualTo(3);
        assertThat(service.counters().requests(DomainRequest.PASSWORD, DomainOutcome.GRANTED))
                .isEqualTo(2);
        assertThat(service.counters().nanos(DomainRequest.PASSWORD)).isPositive();
    }

    @Test
    void controllersAreTriedInTurn() throws Exception {
        FakeController second = add(new FakeController(PKI.clients(CONTROLLER)));
        people(second);
        DomainService service = start(Map.of("domain.controllers", controller.address() + "," + second.address()));

        assertThat(tried(service)).isEqualTo("CORP\\ann");
        assertThat(second.binds()).isEmpty();
        controller.stop();
        assertThat(tried(service)).isEqualTo("CORP\\ann");
        assertThat(second.binds()).hasSize(1);
        second.stop();
        controller.startAgain();
        assertThat(tried(service)).isEqualTo("CORP\\ann");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aControllerThatSaysNothingIsWaitedForAsLongAsTheSettingSays() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            DomainService service = start(
                    Map.of("domain.controllers", "localhost:" + silent.getLocalPort(), "domain.answerTime", "300ms"));

            assertThat(tried(service)).startsWith("unavailable: localhost:");
        }
    }

    @Test
    void onlyControllersThatTheAuthorityKnowsByTheirNamesGetPasswords() throws Exception {
        String byAnotherName = controller.address().replace("localhost", "127.0.0.2");
        new Pki("other").authority().write(folder, "other");

        assertThat(tried(start(Map.of("domain.controllers", byAnotherName)))).startsWith("unavailable: ");
        assertThat(tried(start(Map.of("domain.ca", folder.resolve("other.pem").toString()))))
                .startsWith("unavailable: ");
        assertThat(tried(start(Map.of("domain.ca", "")))).startsWith("unavailable: ");
        assertThat(controller.binds()).isEmpty();
    }

    @Test
    void moreThanMayWaitAreSentAway() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            DomainService service = start(Map.of(
                    "domain.controllers", "localhost:" + silent.getLocalPort(),
                    "domain.connections", "1",
                    "domain.waiting", "1"));
            var first = service.passwords(LOCAL).logOn("CORP\\ann", password("Wonder 1"));

            assertThat(tried(service)).startsWith("busy: ");
            assertThat(first.toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void whatGroupsMeanHereIsSaidAtEachLogonAndLater() throws Exception {
        Settings settings = Settings.of(settings(Map.of()));
        AtomicReference<Sid> more = new AtomicReference<>(STAFF.append(1));
        DomainService service = add(DomainService.start(
                        settings.domain(),
                        List.of(),
                        (user, groups) -> Token.of(user, more.get()),
                        System::nanoTime,
                        log)
                .orElseThrow());

        Granted first = (Granted) logOn(service, "CORP\\ann", "Wonder 1");
        assertThat(first.token().sids()).contains(more.get());
        more.set(STAFF.append(2));
        assertThat(first.warrant().token().orElseThrow().sids()).contains(more.get());
        assertThat(((Granted) logOn(service, "CORP\\ann", "Wonder 1")).token().sids())
                .contains(more.get());
    }

    @Test
    void ntlmNeedsAReaderAndAHelper() throws Exception {
        ServerTarget alone = ServerTarget.standalone("ROLLCALL", Optional.empty());
        NtlmJudge local = claim -> {
            throw new AssertionError("not asked");
        };
        DomainService with = start(withReader("Reads 1"));
        Map<String, String> noHelper = new HashMap<>(withReader("Reads 1"));
        noHelper.put("domain.ntlmHelper", "");

        assertThat(with.ntlm(local)).isNotSameAs(local);
        assertThat(with.target(alone).inDomain()).isTrue();
        assertThat(with.target(alone).netbiosDomain()).isEqualTo("CORP");
        assertThat(with.target(alone).dnsDomain()).contains("corp.example");
        for (DomainService without : List.of(start(Map.of()), start(noHelper))) {
            assertThat(without.ntlm(local)).isSameAs(local);
            assertThat(without.target(alone)).isEqualTo(alone);
        }
        Map<String, String> named = new HashMap<>(withReader("Reads 1"));
        named.put("domain.machineName", "ILS1");
        named.put("domain.netbiosName", "COMPANY");
        assertThat(start(named).target(alone))
                .isEqualTo(ServerTarget.member("ILS1", Optional.empty(), "COMPANY", "corp.example"));
    }

    @Test
    void suffixesOfPrincipalNamesAreTheDomains() throws Exception {
        DomainService service = start(Map.of("domain.suffixes", "mail.example"));

        assertThat(outcome(logOn(service, "ann@mail.example", "Wonder 1"))).contains("data 525");
        assertThat(controller.binds()).containsExactly("ann@mail.example");
    }

    @ParameterizedTest
    @CsvSource({
        "domain.name,no name!,domain.name",
        "domain.netbiosName,much-too-long-a-name,domain.netbiosName",
        "domain.suffixes,a@b,domain.suffixes",
        "domain.controllers,host:x,domain.controllers",
        "domain.controllers,host:70000,domain.controllers",
        "domain.ca,/nowhere/ca.pem,domain.ca",
        "domain.account,CORP\\reader,domain.accountPassword",
        "accounts.domains,corp,domain.name",
        "accounts.domains,Corp.Example,domain.name",
        "domain.name,'',domain.name is missing",
    })
    void nonsenseIsRefusedWithItsKey(String key, String value, String told) {
        assertThatThrownBy(() -> start(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void aPasswordFileMustHaveOne() {
        assertThatThrownBy(() -> start(withReader("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("domain.accountPassword");
        assertThatThrownBy(() -> start(Map.of(
                        "domain.account",
                        "x",
                        "domain.accountPassword",
                        folder.resolve("none").toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("domain.accountPassword");
    }

    @Test
    void withoutANameThereIsNoDomain() {
        Settings settings = Settings.of(Map.of());

        assertThat(DomainService.start(settings.domain(), List.of(), Token::ofNetworkLogon, System::nanoTime, log))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"host,host:636", "host:1,host:1", "192.0.2.1:99,192.0.2.1:99", "[2001:db8::1],[2001:db8::1]:636"})
    void controllersHavePorts(String text, String read) {
        assertThat(ControllerAddress.parse(text)).hasToString(read);
    }
}
