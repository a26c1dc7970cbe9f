package org.rollcall.interop.killer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rollcall.interop.Await;
import org.rollcall.interop.RollcallServer;
import org.rollcall.interop.Workplace;

/** The whole server on disks that are full or fail, which takes root; and told to end under full load. */
@Tag("interop")
class DiskFaultsTest {
    private static final Fleet.Size SIZE = new Fleet.Size(16, 4, 8, 4, 12);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int SOME = 50;
    private static final int MANY = 500;

    /** RocksDB writes again when there is room for as much as it keeps in memory, 32 MiB. */
    @Test
    void onAFullDiskWritesAreRefusedWhileReadsAndRefreshesGoOn() throws IOException {
        try (Disk disk = Disk.inMemory(128);
                Rig rig = new Rig(
                        Workplace.newFolder("full"), "--data=" + disk.path().resolve("data"))) {
            // So little that the log cannot take its room in advance: else there would be some left when the disk is
            // full.
            disk.leave(24);
            rig.start();
            assertThat(rig.metric("rollcall_store_good")).isEqualTo(1);
            Fleet fleet = workUntilRefused(rig, 1, disk);
            assertRefreshed(fleet);
            fleet.join();
            assertThat(rig.metric("rollcall_store_good")).isZero();
            assertThat(rig.server().log()).contains("WARN").contains("takes no changes until there is room");
            assertNothingRefusedWasDone(rig, "while the disk is full");

            Fleet refreshing = rig.fleet(2, SIZE).mayBeRefused().start();
            assertRefreshed(refreshing);
            rig.kill(refreshing);
            rig.begin();
            assertThat(rig.server().awaitEnd()).as("a start on a full disk").isNotZero();
            assertThat(rig.server().log()).contains("No space left on device").contains("--data");
            disk.free();
            rig.start();
            rig.judge("after SIGKILL with a full disk").assertClean();

            Fleet last = workUntilRefused(rig, 3, disk);
            last.join();
            disk.freeAll();
            Await.until("a store that is well", PATIENCE, () -> rig.metric("rollcall_store_good") == 1);
            assertThat(rig.server().log()).contains("takes changes again");
            Fleet resumed = rig.fleet(4, SIZE).start();
            resumed.awaitAcknowledged(MANY);
            rig.kill(resumed);
            rig.start();
            rig.judge("after there was room").assertClean();
        }
    }

    private static Fleet workUntilRefused(Rig rig, long seed, Disk disk) {
        Fleet fleet = rig.fleet(seed, SIZE).start();
        fleet.awaitAcknowledged(MANY);
        fillUntilRefused(fleet, disk);
        return fleet;
    }

    private static void fillUntilRefused(Fleet fleet, Disk disk) {
        fleet.mayBeRefused();
        disk.fill();
        Await.until("refused writes", PATIENCE, () -> fleet.refused() >= SOME);
    }

    private static void assertRefreshed(Fleet fleet) {
        long before = fleet.renewed();
        Await.until("refreshes", PATIENCE, () -> fleet.renewed() >= before + SOME);
    }

    private static void assertNothingRefusedWasDone(Rig rig, String when) {
        Verdict verdict = rig.judge(when);
        verdict.assertClean();
        assertThat(verdict.doneUnanswered())
                .as("refused changes that were done")
                .isZero();
    }

    /**
     * The disk is a file on a disk that is a file on a full one: what the file system took for written fails when it is
     * synced, with an I/O error. The system tells an error once, and where disks stand on disks it may be another sync of
     * the same disk that hears of it, that of the file system's journal; the store's sync goes well then. So what is
     * acknowledged while the disk fails may be gone when it was mended; what was acknowledged before may not.
     */
    @Test
    void whenTheDiskFailsNothingMoreIsAcknowledgedAndReadsGoOn() {
        try (Disk full = Disk.inMemory(64);
                Disk middle = Disk.on(full, 512);
                Disk disk = Disk.on(middle, 256);
                Rig rig = new Rig(
                        Workplace.newFolder("failing"), "--data=" + disk.path().resolve("data"))) {
            rig.start();
            Fleet fleet = rig.fleet(1, SIZE).start();
            fleet.awaitAcknowledged(MANY);
            rig.doubtFromHere();
            fillUntilRefused(fleet, full);
            assertRefreshed(fleet);
            fleet.join();
            assertThat(rig.metric("rollcall_store_good")).isZero();
            assertThat(rig.server().log()).contains("ERROR").contains("takes no more changes");
            assertNothingRefusedWasDone(rig, "after the disk failed");

            Fleet refreshing = rig.fleet(2, SIZE).mayBeRefused().start();
            assertRefreshed(refreshing);
            rig.kill(refreshing);
            assertThat(refreshing.acknowledged()).as("nothing but refreshes").isEqualTo(refreshing.renewed());
            full.free();
            // What comes back of both is what was synced.
            disk.unmount();
            middle.unmount();
            middle.mount();
            disk.mount();
            rig.start();
            rig.judge("after the disk was mended").assertClean();
            rig.stop();
        }
    }

    @Test
    void toldToEndUnderFullLoadItEndsInTimeAndLosesNothing() {
        try (Rig rig = new Rig(Workplace.newFolder("stopped"))) {
            for (int round = 1; round <= 3; round++) {
                rig.start();
                Fleet fleet = rig.fleet(round, Fleet.Size.USUAL).start();
                fleet.awaitAcknowledged(MANY);
                Duration stoodBefore = rig.stoodStill();
                RollcallServer.Ended ended = rig.stop(fleet);
                Duration stood = rig.stoodStill().minus(stoodBefore);
                assertThat(ended.took().minus(stood)).isLessThan(Duration.ofSeconds(2));
                assertThat(ended.status()).isZero();
                rig.start();
                rig.judge("after SIGTERM under load").assertClean();
                rig.stop();
            }
        }
    }
}
