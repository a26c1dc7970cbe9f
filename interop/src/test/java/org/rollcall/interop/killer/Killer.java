package org.rollcall.interop.killer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.rollcall.interop.Workplace;

/**
 * Rounds of work, death and comparison: a server is started on the data that the one before it left, the clients work, the
 * process is killed in the middle of it, and after the next start all is compared.
 *
 * <p>In every second round the server writes renewals to disk often, so that a crash must not forget older ones; in every
 * fifth it is killed once more while it starts.
 */
final class Killer implements AutoCloseable {
    private static final Duration SAVED_OFTEN = Duration.ofMillis(200);
    private static final int LATEST_KILL_OF_A_START_MILLIS = 1_500;
    private static final int LATEST_KILL_MICROS = 20_000;
    private static final int STARTS_KILLED = 5;

    private final Plan plan;
    private final Path folder = Workplace.newFolder("killer");
    private final Rig rig;
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
        rig = new Rig(folder, plan.flags().toArray(String[]::new));
    }

    Report run() {
        System.out.println(
                "killer: seed " + plan.seed() + ", " + plan.rounds() + " rounds, journal and log in " + folder);
        List<Verdict> verdicts = new ArrayList<>();
        long unanswered = 0;
        rig.start();
        for (int round = 1; round <= plan.rounds(); round++) {
            Random random = new Random(plan.seed() * 1_000_003 + round);
            work(random);
            if (round % STARTS_KILLED == 0) {
                killAStart(round, random);
            }
            if (round % 2 == 1) {
                rig.start(SAVED_OFTEN);
            } else {
                rig.start();
            }
            Verdict verdict = rig.judge("killer: round " + round);
            unanswered += verdict.settled().size();
            verdicts.add(verdict);
        }
        rig.stop();
        rig.start();
        verdicts.add(rig.judge("killer: after an end in good order"));
        return new Report(List.copyOf(verdicts), rig.ledger().acknowledged(), renewals, unanswered);
    }

    private void work(Random random) {
        Fleet fleet = rig.fleet(random.nextLong(), plan.size());
        int target = plan.perRound() / 2 + random.nextInt(plan.perRound());
        fleet.start();
        fleet.awaitAcknowledged(target);
        LockSupport.parkNanos(random.nextInt(LATEST_KILL_MICROS) * 1_000L);
        rig.kill(fleet);
        renewals += fleet.renewed();
    }

    /** A server that dies while it reads what the one before it left, or soon after. */
    private void killAStart(int round, Random random) {
        rig.begin();
        LockSupport.parkNanos(
                Duration.ofMillis(random.nextInt(LATEST_KILL_OF_A_START_MILLIS)).toNanos());
        rig.kill();
        System.out.println("killer: round " + round + " killed a start");
    }

    @Override
    public void close() {
        rig.close();
    }
}
