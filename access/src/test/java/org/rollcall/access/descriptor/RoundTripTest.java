package org.rollcall.access.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.access.DescriptorSeeds;
import org.rollcall.access.Samples;

/** Whatever the octets, there is a descriptor or the one exception, and what was read can be written and read again. */
class RoundTripTest {
    /** Refusals, and what small descriptors need; not what sizes and counts in them claim. */
    private static final int MOST_ALLOCATED = 16_384;

    @Provide
    Arbitrary<SecurityDescriptor> descriptors() {
        return Samples.descriptors();
    }

    static Iterable<byte[]> seeds() {
        return DescriptorSeeds.all().values();
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("descriptors") SecurityDescriptor descriptor) throws Exception {
        byte[] octets = descriptor.encode();

        assertThat(SecurityDescriptor.decode(octets, DescriptorLimits.DEFAULT)).isEqualTo(descriptor);
    }

    @Property
    void selectedPartsMergedAreTheWholeAgain(@ForAll("descriptors") SecurityDescriptor descriptor) {
        SecurityDescriptor merged = new SecurityDescriptor(
                descriptor.control() & Control.RESOURCE_MANAGER_VALID,
                descriptor.resourceManager(),
                Optional.empty(),
                Optional.empty(),
                new Acl.Absent(),
                new Acl.Absent());
        int present = 0;
        for (int part = 1; part <= DescriptorParts.SACL; part <<= 1) {
            SecurityDescriptor selected = descriptor.select(part);
            merged = merged.merge(part, selected);
            boolean has = !selected.withControl(0).equals(descriptor.select(0).withControl(0));
            present |= has ? part : 0;
        }

        assertThat(merged).isEqualTo(descriptor.select(present));
    }

    @Property
    void anyOctetsAreReadOrRefused(@ForAll @Size(max = 120) byte[] octets) {
        readOrRefuse(octets);
        byte[] likely = octets.clone();
        byte[] header = Samples.hex("01 00 14 80 00000000 00000000 14000000 30000000");
        System.arraycopy(header, 0, likely, 0, Math.min(header.length, likely.length));
        readOrRefuse(likely);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPrefixIsReadOrRefused(byte[] seed) {
        for (int length = 0; length <= seed.length; length++) {
            readOrRefuse(Arrays.copyOf(seed, length));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyChangeOfOneOctetIsReadOrRefused(byte[] seed) {
        for (int at = 0; at < seed.length; at++) {
            byte[] changed = seed.clone();
            for (int value = 0; value < 256; value++) {
                changed[at] = (byte) value;
                readOrRefuse(changed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noClaimInTheOctetsAllocatesMuch(byte[] seed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // The first round loads classes.
        for (int round = 0; round < 2; round++) {
            for (int at = 0; at < seed.length; at++) {
                byte[] changed = seed.clone();
                changed[at] = (byte) 0xFF;
                long before = threads.getCurrentThreadAllocatedBytes();
                decode(changed);
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                if (round == 1) {
                    assertThat(allocated).as("octet " + at).isLessThan(MOST_ALLOCATED);
                }
            }
        }
    }

    private static void decode(byte[] octets) {
        try {
            SecurityDescriptor.decode(octets, DescriptorLimits.DEFAULT);
        } catch (InvalidDescriptorException e) {
            // Refused, which must be cheap too.
        }
    }

    private static Optional<SecurityDescriptor> read(byte[] octets) {
        try {
            return Optional.of(SecurityDescriptor.decode(octets, DescriptorLimits.DEFAULT));
        } catch (InvalidDescriptorException e) {
            if (!e.text().startsWith("malformed security descriptor: ")
                    || e.text().length() > 200) {
                throw new AssertionError(e.text());
            }
            return Optional.empty();
        }
    }

    private static void readOrRefuse(byte[] octets) {
        read(octets).ifPresent(descriptor -> {
            if (!read(descriptor.encode()).equals(Optional.of(descriptor))) {
                throw new AssertionError(descriptor + " is read as something else");
            }
        });
    }
}
