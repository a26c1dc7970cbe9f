package org.rollcall.access.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeedCorpusTest {
    @Test
    void theCommittedFilesAreTheSeeds() throws Exception {
        Path folder = Path.of(SeedCorpusTest.class
                .getClassLoader()
                .getResource(SeedCorpus.FOLDER)
                .toURI());
        for (Map.Entry<String, byte[]> seed : SeedCorpus.all().entrySet()) {
            assertThat(folder.resolve(seed.getKey()))
                    .as(seed.getKey() + " (SeedCorpus.main writes it)")
                    .hasBinaryContent(seed.getValue());
        }
    }
}
