package org.rollcall.bench.run;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.Authentication;
import org.rollcall.access.ntlm.ClientAnswer;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.Credentials;
import org.rollcall.access.ntlm.NtlmClient;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.bench.load.LoadFailedException;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.wire.Requests;

/** Binds by NTLM and by password, one after the other on open connections, each of which has a thread. */
final class LogonRun {
    private LogonRun() {}

    /** One bind, whole. */
    @FunctionalInterface
    private interface Logon {
        void once(Asking server) throws IOException;
    }

    static Outcome.Logons run(Bench bench) throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(Workload.LOGON.id() + ": " + Workload.LOGON.title());
        int connections = Workload.LOGON.connections();
        try (ServerProcess server = Account.known(bench).start(bench.scale().heap())) {
            NtlmClient ntlm = new NtlmClient(
                    Credentials.ofPassword(Account.NAME, "", "BENCH", Account.PASSWORD.toCharArray()),
                    ClientOptions.of(Protection.NONE),
                    InstantSource.system(),
                    new SecureRandom());
            List<Outcome.LogonRow> rows = List.of(
                    row(
                            bench,
                            server.target(),
                            "SASL NTLM (NTLMv2 with MIC, two steps)",
                            asking -> byNtlm(asking, ntlm)),
                    row(bench, server.target(), "simple, by password (Argon2id)", LogonRun::byPassword));
            return new Outcome.Logons(Workload.LOGON, bench.environment(), connections, rows);
        }
    }

    private static Outcome.LogonRow row(Bench bench, Target target, String title, Logon logon)
            throws InterruptedException {
        perSecond(target, logon, bench.scale().warmUp());
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < bench.scale().rounds(); i++) {
            rates.add(perSecond(target, logon, bench.scale().round()));
        }
        Outcome.LogonRow row = new Outcome.LogonRow(title, Medians.median(rates), rates);
        Progress.say(String.format(Locale.ROOT, "  %-40s %,10.0f binds/s", title, row.perSecond()));
        return row;
    }

    private static double perSecond(Target target, Logon logon, Duration duration) throws InterruptedException {
        int connections = Workload.LOGON.connections();
        long end = System.nanoTime() + duration.toNanos();
        long begun = System.nanoTime();
        long done = 0;
        try (ExecutorService clients = Executors.newFixedThreadPool(connections)) {
            Callable<Integer> client = () -> {
                try (Asking server = Asking.begin(target)) {
                    int count = 0;
                    while (System.nanoTime() - end < 0) {
                        logon.once(server);
                        count++;
                    }
                    return count;
                }
            };
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                counts.add(clients.submit(client));
            }
            for (Future<Integer> each : counts) {
                done += each.get();
            }
        } catch (ExecutionException e) {
            throw new LoadFailedException("a logon failed: " + e.getCause(), e);
        }
        return done * 1e9 / (System.nanoTime() - begun);
    }

    private static void byPassword(Asking server) throws IOException {
        server.ask(Requests.simpleBind(Account.NAME, Account.PASSWORD)).expect(Asking.SUCCESS);
    }

    private static void byNtlm(Asking server, NtlmClient client) throws IOException {
        Asking.Answer challenge =
                server.ask(Requests.saslBind("NTLM", client.negotiate())).expect(Asking.BIND_IN_PROGRESS);
        try {
            ClientAnswer answer = client.answer(challenge.ntlm());
            if (!(answer instanceof Authentication(Octets authenticate, var _))) {
                throw new LoadFailedException("the challenge was refused: " + answer);
            }
            server.ask(Requests.saslBind("NTLM", authenticate.toByteArray())).expect(Asking.SUCCESS);
        } catch (NtlmFormatException e) {
            throw new LoadFailedException("no challenge: " + e.getMessage(), e);
        }
    }
}
