package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an operator may choose. */
class RocksStoreSettingsTest {
    private static final long MIB = 1 << 20;

    private static void assertRefused(
            long writeBuffer, long cache, int files, int commits, long bytes, Duration retry, String reason) {
        assertThatThrownBy(() ->
                        new RocksStoreSettings(Durability.SYNCED, writeBuffer, cache, files, commits, bytes, retry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatCannotWorkIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertRefused(MIB - 1, 0, 32, 1, 1, second, "write buffer");
        assertRefused(MIB, -1, 32, 1, 1, second, "cache");
        assertRefused(MIB, 0, 31, 1, 1, second, "open files");
        assertRefused(MIB, 0, 32, 0, 1, second, "may wait");
        assertRefused(MIB, 0, 32, 1, 0, second, "may wait");
        assertRefused(MIB, 0, 32, 1, 1, Duration.ZERO, "between two looks");
    }
}
