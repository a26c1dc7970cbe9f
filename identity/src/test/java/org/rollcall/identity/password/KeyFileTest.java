package org.rollcall.identity.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.descriptor.Sid;

class KeyFileTest {
    private static final Sid SID = Sid.of(5, 21, 1, 2, 3, 1000);

    @TempDir
    Path folder;

    @Test
    void theKeyIsMadeOnceForItsOwnerAlone() throws Exception {
        Path file = folder.resolve("key");

        ServerKey made = KeyFile.readOrCreate(file, new Random(1));
        ServerKey read = KeyFile.readOrCreate(file, new Random(2));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.size(file)).isEqualTo(32);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        Secret hash = Secret.random(16, new Random(3));
        SealedNtHash sealed = new NtHashSeal(made, new Random(4)).seal(SID, hash);
        assertThat(new NtHashSeal(read, new Random(5)).open(SID, sealed)).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
    void aKeyThatOthersMayTouchIsRefused(String permissions) throws IOException {
        Path file = folder.resolve("key");
        KeyFile.readOrCreate(file, new Random(1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> KeyFile.readOrCreate(file, new Random(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void whatIsNoKeyIsRefusedAndLeft() throws IOException {
        Path file = folder.resolve("key");
        Files.write(file, new byte[31]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

        assertThatThrownBy(() -> KeyFile.readOrCreate(file, new Random(1))).hasMessageContaining("32 octets");
        assertThatThrownBy(() -> KeyFile.readOrCreate(link, new Random(1))).hasMessageContaining("32 octets");
        assertThatThrownBy(() -> KeyFile.readOrCreate(folder, new Random(1))).hasMessageContaining("32 octets");
        assertThat(Files.size(file)).isEqualTo(31);
    }

    @Test
    void withoutItsFolderThereIsNoKey() {
        assertThatThrownBy(() -> KeyFile.readOrCreate(folder.resolve("no/key"), new Random(1)))
                .isInstanceOf(IOException.class);
    }
}
