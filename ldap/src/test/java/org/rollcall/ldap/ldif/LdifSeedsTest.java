package org.rollcall.ldap.ldif;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seeds of the fuzz test, as a slow stream brings them and as far as a broken one does. */
class LdifSeedsTest {
    static Stream<Path> seeds() throws IOException, URISyntaxException {
        URL folder = LdifSeedsTest.class.getResource("LdifFuzzTestInputs/readsWhatItWrites");
        assertThat(folder).isNotNull();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneOctetAtATimeGivesTheSame(Path seed) throws IOException {
        byte[] octets = Files.readAllBytes(seed);
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(octets)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 1));
            }
        };

        assertThat(outcome(slow)).isEqualTo(outcome(new ByteArrayInputStream(octets)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFileThatIsCutOffIsTheSameUpToItsLastRecord(Path seed) throws IOException {
        byte[] octets = Files.readAllBytes(seed);
        List<Object> whole = outcome(new ByteArrayInputStream(octets));
        for (int length = 0; length < octets.length; length++) {
            List<Object> part = outcome(new ByteArrayInputStream(octets, 0, length));
            assertThat(part).as("cut at " + length).hasSizeLessThanOrEqualTo(whole.size());
            int sure = Math.max(part.size() - 1, 0);
            assertThat(part.subList(0, sure)).as("cut at " + length).isEqualTo(whole.subList(0, sure));
        }
    }

    private static List<Object> outcome(InputStream in) throws IOException {
        LdifReader reader = new LdifReader(in, LdifLimits.DEFAULT);
        List<Object> outcome = new ArrayList<>();
        while (true) {
            try {
                Optional<LdifRecord> next = reader.next();
                if (next.isEmpty()) {
                    return outcome;
                }
                outcome.add(next.get());
            } catch (LdifException e) {
                outcome.add(String.valueOf(e.getMessage()));
            }
        }
    }
}
