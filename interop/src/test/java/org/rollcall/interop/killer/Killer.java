package org.rollcall.interop.killer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.rollcall.interop.RollcallServer;
import org.rollcall.interop.Workplace;

/**
 * Rounds of work, death and comparison: a server is started on the data that the one before it left, the clients work, the
 * process is killed in the middle of it, and after the next start all is compared.
 *
 * <p>In every second round the server writes renewals to disk often, so that a crash must not forget older ones; in every
 * fifth it is killed once more while it starts.
 */
final class Killer implements AutoCloseable {
    /** What leases are saved in by default, and in every second round. */
    private static final Duration SAVED_EVERY_BY_DEFAULT = Duration.ofSeconds(10);

    private static final Duration SAVED_OFTEN = Duration.ofMillis(200);
    /** A renewal that a writer hinders is told of in the next turn; and a busy machine is late. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final int LATEST_KILL_OF_A_START_MILLIS = 1_500;
    private static final int LATEST_KILL_MICROS = 20_000;
    private static final int STARTS_KILLED = 5;

    private final Plan plan;
    private final Path folder = Workplace.newFolder("killer");
    private final int port = Workplace.freePort();
    private final Journal journal = new Journal(folder.resolve("journal"));
    private final Ledger ledger = new Ledger(journal.path());
    private final Comparison comparison = new Comparison();
    private RollcallServer server;
    private Duration forgotten = Duration.ZERO;
    private long renewals;

    /**
     * What to do.
     *
     * @param seed of all choices; of the moments only as far as the machine allows
     * @param perRound how many operations are acknowledged in a round, on an average
     * @param flags of the server, beside those that the killer gives it
     */
    record Plan(long seed, int rounds, int perRound, Fleet.Size size, List<String> flags) {}

    /** What came of it. @param verdicts of the rounds, the last after an end in good order */
    record Report(List<Verdict> verdicts, long acknowledged, long renewals, long unanswered) {
        long count(Verdict.Kind kind) {
            return verdicts.stream().mapToLong(verdict -> verdict.count(kind)).sum();
        }

        boolean isClean() {
            return verdicts.stream().allMatch(Verdict::isClean);
        }
    }

    Killer(Plan plan) {
        this.plan = plan;
    }

    Report run() {
        System.out.println(
                "killer: seed " + plan.seed() + ", " + plan.rounds() + " rounds, journal and log in " + folder);
        List<Verdict> verdicts = new ArrayList<>();
        long unanswered = 0;
        start(0);
        for (int round = 1; round <= plan.rounds(); round++) {
            Random random = new Random(plan.seed() * 1_000_003 + round);
            Fleet fleet = new Fleet(server.address(), ledger, journal, random.nextLong(), plan.size());
            work(fleet, random);
            if (round % STARTS_KILLED == 0) {
                killAStart(round, random);
            }
            start(round);
            ledger.read();
            unanswered += ledger.accounts().values().stream()
                    .filter(account -> !account.open().isEmpty())
                    .count();
            verdicts.add(judge("round " + round));
        }
        server.stop();
        journal.ended(System.currentTimeMillis(), 0);
        start(0);
        ledger.read();
        verdicts.add(judge("after an end in good order"));
        return new Report(List.copyOf(verdicts), ledger.acknowledged(), renewals, unanswered);
    }

    private Verdict judge(String when) {
        Verdict verdict = comparison.compare(ledger, Listing.of(server.address()), journal);
        journal.sync();
        System.out.println("killer: " + when + ": " + ledger.acknowledged() + " acknowledged so far, " + verdict);
        ledger.read();
        return verdict;
    }

    private void work(Fleet fleet, Random random) {
        int target = plan.perRound() / 2 + random.nextInt(plan.perRound());
        fleet.start();
        fleet.awaitAcknowledged(target);
        LockSupport.parkNanos(random.nextInt(LATEST_KILL_MICROS) * 1_000L);
        fleet.mayBreak();
        long at = System.currentTimeMillis();
        if (!server.kill()) {
            throw new AssertionError("not the server itself was killed");
        }
        fleet.join();
        renewals += fleet.renewed();
        journal.ended(at, forgotten.toMillis());
    }

    private void start(int round) {
        Duration savedEvery = round % 2 == 1 ? SAVED_OFTEN : SAVED_EVERY_BY_DEFAULT;
        forgotten = savedEvery.multipliedBy(2).plus(LATE);
        long from = System.currentTimeMillis();
        server = RollcallServer.start(port, folder, flags(savedEvery), Map.of("ROLLCALL_HEAP", "256m"));
        journal.started(new Lease.Start(from, System.currentTimeMillis()));
    }

    private List<String> flags(Duration savedEvery) {
        List<String> flags = new ArrayList<>(plan.flags());
        flags.add("--lease.savedEvery=" + savedEvery.toMillis() + "ms");
        return flags;
    }

    /** A server that dies while it reads what the one before it left, or soon after. */
    private void killAStart(int round, Random random) {
        server = RollcallServer.begin(port, folder, flags(SAVED_EVERY_BY_DEFAULT), Map.of("ROLLCALL_HEAP", "256m"));
        LockSupport.parkNanos(
                Duration.ofMillis(random.nextInt(LATEST_KILL_OF_A_START_MILLIS)).toNanos());
        server.kill();
        System.out.println("killer: round " + round + " killed a start");
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        journal.close();
    }
}
