package org.rollcall.server.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.access.ntlm.Authentication;
import org.rollcall.access.ntlm.Claim;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.Credentials;
import org.rollcall.access.ntlm.NtlmClient;
import org.rollcall.access.ntlm.NtlmServer;
import org.rollcall.access.ntlm.PendingLogon;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.ServerPolicy;
import org.rollcall.access.ntlm.ServerTarget;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.identity.domain.ResponseJudge.Verdict;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.server.fakes.RecordingLogger;

/** Helpers that are scripts of the shell: in their lines {@code no} answers with No, and {@code ask} reads a question. */
@Timeout(60)
class HelperPoolTest {
    private static final String PRELUDE = """
            ask() { while read -r line; do [ "$line" = . ] && return 0; done; exit 0; }
            no() { printf 'Authenticated: No\\nAuthentication-Error: %s\\n.\\n.\\n' "${1:-no}"; }
            serve() { while ask; do no "$1"; done; }
            echo $$ >>pids
            first=; [ -e was-here ] || { first=yes; : >was-here; }
            """;

    @TempDir
    private Path folder;

    private final RecordingLogger log = new RecordingLogger();
    private final DomainCounters counters = new DomainCounters(System::nanoTime);
    private DomainDesk desk;
    private HelperPool pool;

    @BeforeEach
    void noPool() {
        pool = null;
    }

    @AfterEach
    void close() {
        if (pool != null) {
            desk.close();
            pool.close();
        }
    }

    private HelperPool start(String script, Duration patience, int processes, int places) throws IOException {
        Files.writeString(folder.resolve("helper"), PRELUDE + script);
        return start(List.of("/bin/sh", "-c", "cd '" + folder + "' && . ./helper"), patience, processes, places);
    }

    private HelperPool start(List<String> command, Duration patience, int processes, int places) {
        desk = new DomainDesk("helpers-", processes, places, Duration.ofMinutes(1), System::nanoTime);
        pool = new HelperPool(desk, command, patience, new Reachability("winbind", log), counters);
        return pool;
    }

    private HelperPool start(String script) throws IOException {
        return start(script, Duration.ofMinutes(1), 1, 10);
    }

    private static Claim claim() {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        NtlmServer server = new NtlmServer(
                ServerTarget.standalone("HOUSE", Optional.empty()), ServerPolicy.DEFAULT, clock, new Random(1));
        NtlmClient client = new NtlmClient(
                Credentials.ofPassword("ann", "CORP", "PC7", "x".toCharArray()),
                ClientOptions.of(Protection.NONE),
                clock,
                new Random(2));
        try {
            PendingLogon pending = (PendingLogon) server.negotiate(client.negotiate());
            return (Claim) pending.authenticate(((Authentication) client.answer(pending.challenge()))
                    .authenticate()
                    .toByteArray());
        } catch (NtlmFormatException e) {
            throw new AssertionError(e.text(), e);
        }
    }

    private static Refused refusal(CompletionStage<Verdict> answer) throws Exception {
        return ((Verdict.Wrong) answer.toCompletableFuture().get(30, TimeUnit.SECONDS)).refusal();
    }

    private String ask() throws Exception {
        Refused refused = refusal(pool.judge(claim()));
        return refused.code().label() + ": " + refused.reason();
    }

    private List<String> pids() throws IOException {
        return Files.readAllLines(folder.resolve("pids"));
    }

    private static boolean awaitEnd(String pid) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        if (process.isPresent()) {
            process.get().onExit().get(30, TimeUnit.SECONDS);
        }
        return true;
    }

    @Test
    void aHelperIsAskedAgainAndAgain() throws Exception {
        start("serve nobody");

        for (int i = 0; i < 3; i++) {
            assertThat(ask()).isEqualTo("invalidCredentials: winbind: nobody");
        }

        assertThat(pids()).hasSize(1);
        assertThat(counters.requests(DomainRequest.NTLM, DomainOutcome.REFUSED)).isEqualTo(3);
        assertThat(counters.nanos(DomainRequest.NTLM)).isPositive();
        assertThat(counters.helpersBusy()).isZero();
        assertThat(counters.helpersLost()).isZero();
        assertThat(log.messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'ask; exit 1',ended instead of answering",
        "'exit 1','ended instead of answering|Broken pipe|Stream closed'",
        "'ask; exec sleep 1000',no answer after 400 ms",
        "'ask; sleep 1000; exit',no answer after 400 ms",
        "'ask; exec yes','a line without a key|more than 32 lines'",
        "'ask; exec head -c 100000 /dev/zero',more than 1024 octets",
        "'ask; echo Authenticated: Yes; echo .',User-Session-Key",
        "'ask; printf .\\\\n.\\\\nError:\\ what\\\\n.\\\\n',did not understand",
    })
    void oneThatIsOfNoUseIsReplacedAndItsQuestionUnavailable(String failure, String reason) throws Exception {
        Duration patience = failure.contains("sleep") ? Duration.ofMillis(400) : Duration.ofMinutes(1);
        start("[ -z \"$first\" ] || { " + failure + "; }; serve nobody", patience, 1, 10);

        assertThat(ask()).startsWith("unavailable: ").containsPattern(reason);
        // A busy machine takes a while to start the next one.
        pool.close();
        pool = new HelperPool(
                desk,
                List.of("/bin/sh", "-c", "cd '" + folder + "' && . ./helper"),
                Duration.ofMinutes(1),
                new Reachability("winbind", log),
                counters);
        assertThat(ask()).isEqualTo("invalidCredentials: winbind: nobody");
        assertThat(counters.helpersLost()).isEqualTo(1);
        assertThat(awaitEnd(pids().getFirst())).isTrue();
    }

    @Test
    void theLogHearsOfItOnceAndWhenItIsOver() throws Exception {
        start("[ $(wc -l <pids) -lt 4 ] && exit; serve nobody");

        for (int i = 0; i < 3; i++) {
            assertThat(ask()).startsWith("unavailable: ");
        }
        assertThat(log.messages()).singleElement().asString().contains("winbind can't be asked", "/bin/sh");
        assertThat(ask()).startsWith("invalidCredentials: ");
        assertThat(ask()).startsWith("invalidCredentials: ");
        assertThat(log.messages()).hasSize(2).last().asString().isEqualTo("winbind can be asked again");
    }

    @Test
    void whereWinbindCanAskNobodyTheHelperStays() throws Exception {
        start("serve 'Reading winbind reply failed!'");

        assertThat(ask()).startsWith("unavailable: ");
        assertThat(ask()).startsWith("unavailable: ");
        assertThat(pids()).hasSize(1);
        assertThat(log.messages()).hasSize(1);
    }

    @Test
    void oneThatEndedWhileNobodyAskedCostsNoAnswer() throws Exception {
        start("ask; no first; exit");

        assertThat(ask()).startsWith("invalidCredentials: ");
        awaitEnd(pids().getFirst());
        assertThat(ask()).startsWith("invalidCredentials: ");
        assertThat(pids()).hasSize(2);
    }

    @Test
    void aProgramThatIsNotThereIsTold() throws Exception {
        start(List.of(folder.resolve("missing").toString()), Duration.ofMinutes(1), 1, 10);

        assertThat(ask()).startsWith("unavailable: ").contains("missing");
    }

    @Test
    void moreThanMayWaitAreSentAwayAndTheEndEndsAll() throws Exception {
        start("ask; exec sleep 1000", Duration.ofMinutes(10), 1, 2);
        var first = pool.judge(claim());
        var second = pool.judge(claim());

        assertThat(refusal(pool.judge(claim())).code().label()).isEqualTo("busy");
        assertThat(first.toCompletableFuture()).isNotDone();
        assertThat(second.toCompletableFuture()).isNotDone();
        while (!Files.exists(folder.resolve("pids")) || pids().isEmpty()) {
            Thread.onSpinWait();
        }
        desk.close();
        pool.close();
        assertThat(awaitEnd(pids().getFirst())).isTrue();
    }

    @Test
    void severalAnswerAtOnce() throws Exception {
        // Each waits for the other to be there.
        start("ask; while [ $(wc -l <pids) -lt 2 ]; do :; done; no both; serve nobody", Duration.ofMinutes(1), 2, 10);
        var first = pool.judge(claim());
        var second = pool.judge(claim());

        assertThat(refusal(first).reason()).contains("both");
        assertThat(refusal(second).reason()).contains("both");
        assertThat(pids()).hasSize(2);
    }
}
