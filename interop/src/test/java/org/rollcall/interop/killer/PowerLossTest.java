package org.rollcall.interop.killer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rollcall.interop.Await;
import org.rollcall.interop.Program;
import org.rollcall.interop.RollcallServer;
import org.rollcall.interop.Workplace;

/**
 * What is on the disk when power fails in the middle of work: only that may be relied on, whatever the process or the
 * system still had in memory.
 *
 * <p>The data are on a file system whose disk is a file. What a program writes stays in the memory of that file system
 * until it is synced, or until the system writes it by itself (here after half a minute at the earliest); only then it is
 * written to the file. So a copy of the file at one moment is what a disk without power would have: all that was synced,
 * nothing else that is less than half a minute old.
 *
 * <p>That moment is made by SIGSTOP: from then on the server neither writes nor answers. The copy is taken, and compared
 * with the file afterwards: where the system has written meanwhile it is taken again. Then the clients have all answers
 * that were sent before the stop, and what they wrote down by then is what the copy must hold: each was answered before
 * the stop, hence committed before, hence synced before and in the file. After that the server goes on, and is stopped
 * again later.
 *
 * <p>A disk may also have a part of what was not synced yet. Files that are made anew are synced before anything counts on
 * them, so that what matters is the end of the log: it may reach from what was synced to all that was written, and its
 * last part may be anything. So each copy is started once as it is, and once more with its log prolonged: by a random part
 * of what the server wrote to the same log after it went on, cut anywhere, and by octets of no meaning behind that. Of what
 * was acknowledged after the stop that may bring back as much as was cut off there, in its order; what was acknowledged
 * before must be there as ever.
 */
@Tag("interop")
class PowerLossTest {
    private static final int COPIES = Integer.getInteger("rollcall.powerloss.copies", 3);
    private static final Fleet.Size SIZE = new Fleet.Size(16, 4, 8, 4, 12);
    private static final int MANY = 400;
    private static final int LATER = 100;
    private static final int MEBIBYTES = 256;
    private static final int ATTEMPTS = 5;
    private static final int LONGEST_TAIL = 4_096;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder = Workplace.newFolder("power-loss");
    private final long seed = Long.getLong("rollcall.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /**
     * The disk at one moment.
     *
     * @param at that moment
     * @param forgotten how long before it renewals may have been forgotten
     * @param position up to which the journal had been written
     * @param later the same log some time later; shorter than the disk has it if the server began another one meanwhile
     * @param laterPosition the journal's by then
     */
    private record Copy(Path image, long at, Duration forgotten, long position, byte[] later, long laterPosition) {}

    @Test
    void allThatWasAcknowledgedIsOnTheDisk() throws IOException {
        System.out.println(
                "seed of the loss of power: " + seed + " (-Drollcall.seed=" + seed + " repeats its choices)");
        try (Disk below = Disk.inMemory(1_024);
                Disk disk = Disk.on(below, MEBIBYTES);
                Rig rig = new Rig(folder, "--data=" + data(disk))) {
            List<Copy> copies = work(disk, rig, COPIES);
            for (Copy copy : copies) {
                judge(copy, rig.journal(), false).assertClean();
                judge(copy, rig.journal(), true).assertClean();
            }
        }
    }

    /** The method itself: it finds out a server that answers before it syncs. */
    @Test
    void aServerThatDoesNotSyncIsFoundOut() throws IOException {
        try (Disk below = Disk.inMemory(1_024);
                Disk disk = Disk.on(below, MEBIBYTES);
                Rig rig = new Rig(folder, "--data=" + data(disk), "--durability=os")) {
            Copy copy = work(disk, rig, 1).getFirst();

            assertThat(judge(copy, rig.journal(), false).count(Verdict.Kind.LOST))
                    .isPositive();
        }
    }

    /** Takes copies of the disk while the clients work; in the middle of it the server is killed and started again. */
    private List<Copy> work(Disk disk, Rig rig, int number) throws IOException {
        List<Copy> copies = new ArrayList<>();
        rig.start();
        Fleet fleet = rig.fleet(random.nextLong(), SIZE).start();
        for (int i = 0; i < number; i++) {
            if (i > 0 && i == number / 2) {
                rig.kill(fleet);
                rig.start();
                rig.judge("between two copies").assertClean();
                fleet = rig.fleet(random.nextLong(), SIZE).start();
            }
            fleet.awaitAcknowledged(fleet.acknowledged() + MANY / 2 + random.nextInt(MANY));
            copies.add(copy(disk, disk.image().resolveSibling("copy" + i), rig, fleet));
        }
        rig.kill(fleet);
        return copies;
    }

    private Copy copy(Disk disk, Path to, Rig rig, Fleet fleet) throws IOException {
        long pid = rig.server().pid();
        Path log = Rig.storeLog(data(disk));
        long at;
        long position;
        Duration forgotten;
        long heldUpSince = System.nanoTime();
        signal("STOP", pid);
        try {
            Await.until("a server that stands still", PATIENCE, () -> isStopped(pid));
            at = System.currentTimeMillis();
            forgotten = rig.forgotten();
            boolean same = false;
            for (int attempt = 0; attempt < ATTEMPTS && !same; attempt++) {
                Program.of("cp", "--sparse=always", disk.image().toString(), to.toString())
                        .run()
                        .expect(0);
                same = Program.of("cmp", "-s", disk.image().toString(), to.toString())
                                .run()
                                .status()
                        == 0;
            }
            assertThat(same).as("a copy of one moment").isTrue();
            position = position(rig.journal());
        } finally {
            signal("CONT", pid);
            rig.heldUp(Duration.ofNanos(System.nanoTime() - heldUpSince));
        }
        fleet.awaitAcknowledged(fleet.acknowledged() + 1 + random.nextInt(LATER));
        byte[] later = log.equals(Rig.storeLog(data(disk))) ? Files.readAllBytes(log) : new byte[0];
        return new Copy(to, at, forgotten, position, later, position(rig.journal()));
    }

    private static Path data(Disk disk) {
        return disk.path().resolve("data");
    }

    private static long position(Journal journal) throws IOException {
        journal.sync();
        return Files.size(journal.path());
    }

    private static void signal(String name, long pid) {
        Program.of("kill", "-" + name, Long.toString(pid)).run().expect(0);
    }

    /** Whether none of its threads runs or is in the midst of a call to the system. */
    private static boolean isStopped(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Verdict judge(Copy copy, Journal journal, boolean prolonged) throws IOException {
        Path image = copy.image().resolveSibling("started");
        Program.of("cp", "--sparse=always", copy.image().toString(), image.toString())
                .run()
                .expect(0);
        String how = prolonged ? "with a tail" : "as it is";
        try (Disk disk = Disk.of(image)) {
            Ledger ledger = new Ledger(journal.path());
            ledger.read(copy.position());
            long before = ledger.acknowledged();
            if (prolonged) {
                how += prolong(Rig.storeLog(data(disk)), copy.later());
                ledger.doubtFromHere();
                ledger.read(copy.laterPosition());
            }
            ledger.ended(copy.at(), copy.forgotten().toMillis());
            long from = System.currentTimeMillis();
            try (RollcallServer server = RollcallServer.start(
                    Workplace.freePort(), folder, List.of("--data=" + data(disk)), Map.of("ROLLCALL_HEAP", "256m"))) {
                ledger.started(new Lease.Start(from, System.currentTimeMillis()));
                Verdict verdict = new Comparison().compare(ledger, Listing.of(server.address()));
                System.out.println(
                        copy.image().getFileName() + " " + how + ": " + before + " acknowledged before, " + verdict);
                return verdict;
            }
        }
    }

    private String prolong(Path log, byte[] later) throws IOException {
        int synced = (int) Files.size(log);
        int cut = later.length > synced ? random.nextInt(synced, later.length + 1) : synced;
        byte[] more = cut > synced ? Arrays.copyOfRange(later, synced, cut) : new byte[0];
        byte[] garbage = new byte[random.nextInt(LONGEST_TAIL)];
        if (random.nextBoolean()) {
            random.nextBytes(garbage);
        }
        Files.write(log, more, StandardOpenOption.APPEND);
        Files.write(log, garbage, StandardOpenOption.APPEND);
        return " of " + more.length + " octets out of " + (later.length - synced) + ", and " + garbage.length
                + " of no meaning";
    }
}
