package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.store.rocksdb.Tables.put;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.directory.store.StoreException;

/** Whose a directory is, and who is sent away. */
class DataDirectoryTest {
    private static final List<String> WITHOUT_ROOTS_POWER = List.of(
            "setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search");

    @TempDir
    Path folder;

    private RocksStore open() {
        return RocksStoreTest.open(folder, Durability.SYNCED);
    }

    private AbstractThrowableAssert<?, ?> assertRefused() throws Exception {
        List<String> before = names();
        try {
            return assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.REFUSED));
        } finally {
            assertThat(names()).isEqualTo(before);
        }
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> !name.equals("lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aDirectoryWithOtherThingsIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "chapter 1");

        assertRefused().hasMessageContaining(folder.toString()).hasMessageContaining("thesis.txt");
        assertThat(folder.resolve("lock")).doesNotExist();
    }

    @Test
    void aDatabaseWithoutOurMarkerIsForeign() throws Exception {
        open().close();
        Files.delete(folder.resolve("rollcall.store"));

        assertRefused().hasMessageContaining("such as db");
    }

    @Test
    void theRootOfAFileSystemWillDo() throws Exception {
        Files.createDirectory(folder.resolve("lost+found"));

        open().close();
    }

    @Test
    void theKeyOfItsAccountsMayBeThereFirst() throws Exception {
        Files.writeString(folder.resolve("accounts.key"), "a secret");

        open().close();

        assertThat(folder.resolve("accounts.key")).hasContent("a secret");
    }

    @Test
    void aNewerVersionsDirectoryIsRefusedWithBothVersionsAndFormatsNamed() throws Exception {
        open().close();
        Files.writeString(
                folder.resolve("rollcall.store"), "Rollcall store\nformat 12\nsomething else\nby 3.4.0\nand more\n");

        assertRefused()
                .hasMessageContaining("a newer version of Rollcall, 3.4.0, made it, in format 12")
                .hasMessageContaining("this version, " + ProgramVersion.get() + ", reads formats up to 1");
    }

    @Test
    void aNewerVersionThatDoesNotTellItsNameIsRefusedToo() throws Exception {
        Files.writeString(folder.resolve("rollcall.store"), "Rollcall store\nformat 12\nsomething else\n");

        assertRefused().hasMessageContaining("a newer version of Rollcall made it, in format 12");
        assertThat(folder.resolve("lock")).doesNotExist();
    }

    @Test
    void aMarkerWithoutItsMakerAndOneWithMoreLinesAreRead() throws Exception {
        open().close();
        Path marker = folder.resolve("rollcall.store");
        String text = Files.readString(marker);
        assertThat(text).endsWith("by " + ProgramVersion.get() + "\n");
        for (String other : List.of(text.substring(0, text.indexOf("by ")), text + "of 2031\n")) {
            Files.writeString(marker, other);
            open().close();
            assertThat(marker).hasContent(other);
        }
    }

    @Test
    void aDamagedMarkerIsRefused() throws Exception {
        open().close();
        for (String text : List.of(
                "", "Rollcall", "Rollcall store\nformat 1\nid 123\n", "Rollcall store\nformat 0\n", "x".repeat(5000))) {
            Files.writeString(folder.resolve("rollcall.store"), text);
            assertRefused().hasMessageContaining("rollcall.store");
        }
    }

    @Test
    void aStoreThatLostItsDatabaseIsNotBegunAfresh() throws Exception {
        open().close();
        Files.move(folder.resolve("db"), folder.resolve("elsewhere"));
        assertRefused().hasMessageContaining("db is missing");

        Files.createDirectory(folder.resolve("db"));
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("does not open");
    }

    @Test
    void aFirstStartThatWasInterruptedIsBegunAgain() throws Exception {
        open().close();
        Files.move(folder.resolve("rollcall.store"), folder.resolve("rollcall.store.new"));
        open().close();
        assertThat(folder.resolve("rollcall.store")).exists();

        Files.move(folder.resolve("rollcall.store"), folder.resolve("rollcall.store.new"));
        Files.writeString(folder.resolve("thesis.txt"), "chapter 1");
        assertRefused().hasMessageContaining("thesis.txt");
    }

    @Test
    void aFileIsNoDirectory() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> RocksStoreTest.open(file, Durability.SYNCED))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void thisProcessOpensItOnce() throws Exception {
        try (RocksStore store = open()) {
            assertRefused().hasMessageContaining("in use by this very process");
            // The attempt did not cost the first its lock.
            assertThat(fromOutside("hold"))
                    .contains("in use by process " + ProcessHandle.current().pid());
            store.commit(List.of(put("a", "1"))).toCompletableFuture().join();
        }
        open().close();
    }

    @Test
    void anotherNameOfTheDirectoryIsTheSameDirectory() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolveSibling(folder.getFileName() + "-link"), folder.toAbsolutePath());
        try (RocksStore store = open()) {
            assertThatThrownBy(() -> RocksStoreTest.open(link, Durability.SYNCED))
                    .hasMessageContaining("in use by this very process");
        } finally {
            Files.delete(link);
        }
    }

    private String fromOutside(String task) throws Exception {
        try (ChildProcess child = ChildProcess.start(List.of(), task, folder, Durability.SYNCED)) {
            return child.hear();
        }
    }

    @Test
    void whoHasItIsNamed() throws Exception {
        try (ChildProcess child = ChildProcess.start(List.of(), "hold", folder, Durability.SYNCED)) {
            assertThat(child.hear()).isEqualTo("open");

            assertRefused().hasMessageContaining("in use by process " + child.pid() + ", running since 20");
            child.kill();
        }
        open().close();
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIsRefused() throws Exception {
        open().close();
        for (Path each : List.of(folder.resolve("lock"), folder.resolve("db"), folder)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        // Root may write all the same, unless it gives that up.
        List<String> wrapper = Files.isWritable(folder) ? WITHOUT_ROOTS_POWER : List.of();
        try (ChildProcess child = ChildProcess.start(wrapper, "hold", folder, Durability.SYNCED)) {
            assertThat(child.hear())
                    .startsWith("REFUSED")
                    .contains(folder.toString())
                    .contains("this user may not read or write");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(folder.resolve("db"), PosixFilePermissions.fromString("rwx------"));
        }
    }
}
