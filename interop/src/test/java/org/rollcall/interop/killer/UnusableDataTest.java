package org.rollcall.interop.killer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rollcall.interop.RollcallServer;
import org.rollcall.interop.Workplace;

/** Data directories that a server must not take: it says why and what to do, and leaves them alone. */
@Tag("interop")
class UnusableDataTest {
    private static final String WHAT_TO_DO = "--data";
    private static final Fleet.Size FEW = new Fleet.Size(4, 1, 2, 1, 5);

    private Path folder;
    private Path data;

    @BeforeEach
    void prepare() {
        folder = Workplace.newFolder("unusable");
        data = folder.resolve("data");
    }

    /** What the start says on the terminal; it must have failed. */
    private static String refusalOf(Path data) {
        try (RollcallServer server = RollcallServer.begin(
                Workplace.freePort(), Workplace.newFolder("refused"), List.of("--data=" + data), Map.of())) {
            int status = server.awaitEnd();
            assertThat(status).as(server.log()).isNotZero();
            assertThat(server.log()).doesNotContain("\tat ").contains(WHAT_TO_DO);
            return server.log();
        }
    }

    private static void makeStore(Path folder, Path data) {
        try (Rig rig = new Rig(folder, "--data=" + data)) {
            rig.start();
            rig.stop();
        }
    }

    @Test
    void oneThatCannotBeWrittenIsRefused() {
        try (Disk disk = Disk.inMemory(64)) {
            makeStore(folder, disk.path().resolve("data"));
            disk.readOnly();

            assertThat(refusalOf(disk.path().resolve("data"))).containsIgnoringCase("read-only file system");
            assertThat(refusalOf(disk.path().resolve("other"))).containsIgnoringCase("read-only file system");
        }
    }

    @Test
    void oneThatAnotherServerHasIsRefusedAndThatOneGoesOn() {
        try (Rig rig = new Rig(folder, "--data=" + data)) {
            rig.start();
            Fleet fleet = rig.fleet(1, FEW).start();
            fleet.awaitAcknowledged(50);

            assertThat(refusalOf(data))
                    .contains("in use by process " + rig.server().pid());

            fleet.awaitAcknowledged(fleet.acknowledged() + 50);
            rig.kill(fleet);
            rig.start();
            rig.judge("after another server's attempt").assertClean();
        }
    }

    @Test
    void oneOfANewerFormatIsRefusedWithItsVersion() throws IOException {
        makeStore(folder, data);
        Path marker = data.resolve("rollcall.store");
        String text = Files.readString(marker);
        assertThat(text).contains("format 1\n").containsPattern("\nby \\S+\n");
        Files.writeString(
                marker, text.replace("format 1\n", "format 7\n").replaceFirst("\nby \\S+\n", "\nby 70.1.2\n"));

        assertThat(refusalOf(data)).contains("newer version").contains("70.1.2").contains("format 7");
        assertThat(Files.readString(marker)).contains("format 7");
    }

    @Test
    void oneOfSomebodyElseIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("letters.txt"), "mine");

        assertThat(refusalOf(data)).contains("letters.txt");
        assertThat(data.toFile().list()).containsExactly("letters.txt");
    }
}
