package org.rollcall.interop.killer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rollcall.interop.Workplace;

/**
 * The end of the store's log after a crash: with octets behind it that were never part of a record, cut off, or garbled.
 * What is destroyed is gone; what was acknowledged before it is there, and the server starts.
 */
@Tag("interop")
class TornLogTest {
    private static final Fleet.Size SIZE = new Fleet.Size(8, 2, 4, 2, 8);
    private static final int MANY = 300;

    private final long seed = Long.getLong("rollcall.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Path folder;

    @BeforeEach
    void prepare() {
        folder = Workplace.newFolder("torn");
        System.out.println("seed of the torn log: " + seed + " (-Drollcall.seed=" + seed + " repeats its choices)");
    }

    private static void work(Rig rig, long seed) {
        Fleet fleet = rig.fleet(seed, SIZE).start();
        fleet.awaitAcknowledged(MANY);
        rig.kill(fleet);
    }

    /** A record was begun when power failed: its octets are there in part, or their place with something else in it. */
    @Test
    void whatStandsBehindTheLastRecordTakesNothingAlong() throws IOException {
        try (Rig rig = new Rig(folder)) {
            rig.start();
            for (int round = 0; round < 3; round++) {
                work(rig, round);
                byte[] torn = new byte[1 + random.nextInt(5_000)];
                if (round > 0) {
                    random.nextBytes(torn);
                }
                try (RandomAccessFile log = new RandomAccessFile(rig.storeLog().toFile(), "rw")) {
                    log.seek(log.length());
                    log.write(torn);
                }
                rig.start();
                rig.judge("with " + torn.length + " octets behind the log").assertClean();
            }
        }
    }

    @Test
    void whatStandsBeforeACutIsThere() throws IOException {
        try (Rig rig = new Rig(folder)) {
            rig.start();
            Fleet before = rig.fleet(1, SIZE).start();
            before.awaitAcknowledged(MANY);
            before.join();
            rig.ledger().read();
            long sure = Files.size(rig.storeLog());
            rig.ledger().doubtFromHere();
            work(rig, 2);
            long cut = random.nextLong(sure, Files.size(rig.storeLog()));
            try (RandomAccessFile log = new RandomAccessFile(rig.storeLog().toFile(), "rw")) {
                log.setLength(cut);
            }
            rig.start();
            rig.judge("with the log cut at " + cut + ", sure up to " + sure).assertClean();
        }
    }

    @Test
    void aGarbledLogIsSaidToBeSoAndTheServerStarts() throws IOException {
        try (Rig rig = new Rig(folder)) {
            rig.start();
            work(rig, 1);
            try (RandomAccessFile log = new RandomAccessFile(rig.storeLog().toFile(), "rw")) {
                long at = random.nextLong(log.length() / 4, log.length() / 2);
                byte[] garbage = new byte[100];
                random.nextBytes(garbage);
                log.seek(at);
                log.write(garbage);
            }
            rig.start();
            assertThat(rig.server().log()).contains("WARN").contains("the log that the last run left is damaged");
            assertThat(Listing.of(rig.server().address()).normal()).isNotEmpty();
        }
    }
}
