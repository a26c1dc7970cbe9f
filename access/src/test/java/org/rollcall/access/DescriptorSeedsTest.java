package org.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.SecurityDescriptor;

class DescriptorSeedsTest {
    @Test
    void theCommittedFilesAreTheSeeds() throws Exception {
        for (Map.Entry<String, byte[]> seed : DescriptorSeeds.all().entrySet()) {
            try (InputStream file =
                    getClass().getClassLoader().getResourceAsStream(DescriptorSeeds.FOLDER + "/" + seed.getKey())) {
                assertThat(file)
                        .as(seed.getKey() + " (DescriptorSeeds.main writes it)")
                        .isNotNull()
                        .hasBinaryContent(seed.getValue());
            }
        }
    }

    @Test
    void thoseMeantToBeDescriptorsAreAndTheOthersAreNot() {
        DescriptorSeeds.all()
                .forEach((name, octets) -> assertThat(isDescriptor(octets))
                        .as(name)
                        .isEqualTo(DescriptorSeeds.wellFormed().containsKey(name)));
    }

    private static boolean isDescriptor(byte[] octets) {
        try {
            SecurityDescriptor.decode(octets, DescriptorLimits.DEFAULT);
            return true;
        } catch (InvalidDescriptorException e) {
            return false;
        }
    }
}
