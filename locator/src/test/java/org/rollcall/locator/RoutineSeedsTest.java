package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.codec.Framing;
import org.rollcall.ldap.codec.ProtocolException;

class RoutineSeedsTest {
    @Test
    void theCommittedFilesAreTheSeeds() throws IOException {
        for (Map.Entry<String, byte[]> seed : RoutineSeeds.all().entrySet()) {
            try (InputStream file = RoutineSeeds.class
                    .getClassLoader()
                    .getResourceAsStream(RoutineSeeds.FOLDER + "/" + seed.getKey())) {
                assertThat(file)
                        .as(seed.getKey() + " (RoutineSeeds.main writes it)")
                        .isNotNull();
                assertThat(file.readAllBytes()).isEqualTo(seed.getValue());
            }
        }
    }

    /** Otherwise fuzzing would begin far from what it is about. */
    @Test
    void eachEndsWithARoutine() throws ProtocolException {
        for (Map.Entry<String, byte[]> seed : RoutineSeeds.all().entrySet()) {
            try (Site site = RoutineSeeds.site()) {
                Client client = seed.getValue()[0] == 0 ? site.nClient() : site.tClient();
                ByteBuf octets = Unpooled.wrappedBuffer(seed.getValue()).skipBytes(1);
                int routines = 0;
                while (octets.isReadable()) {
                    int length = Framing.frameLength(
                            octets, octets.readerIndex(), octets.readableBytes(), Integer.MAX_VALUE);
                    var ignored = client.send(octets.readSlice(length));
                    routines += client.routine() ? 1 : 0;
                }
                assertThat(routines).as(seed.getKey()).isPositive();
            }
        }
    }
}
