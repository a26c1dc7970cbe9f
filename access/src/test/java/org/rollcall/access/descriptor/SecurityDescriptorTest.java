package org.rollcall.access.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.Octets;
import org.rollcall.access.Samples;

class SecurityDescriptorTest {
    private static final Sid USERS = Sid.of(5, 32, 545);
    private static final int INHERITABLE = AceFlags.OBJECT_INHERIT | AceFlags.CONTAINER_INHERIT;

    private static SecurityDescriptor decode(String hex) throws InvalidDescriptorException {
        return SecurityDescriptor.decode(Samples.hex(hex), DescriptorLimits.DEFAULT);
    }

    // MS-DTYP 2.5.1.4
    @Test
    void theExampleIsReadAndWrittenOctetByOctet() throws Exception {
        SecurityDescriptor example = decode(Samples.EXAMPLE_HEX);

        assertThat(example)
                .isEqualTo(new SecurityDescriptor(
                        Control.DACL_PROTECTED | Control.SACL_PROTECTED,
                        0,
                        Optional.of(WellKnownSids.ADMINISTRATORS),
                        Optional.of(WellKnownSids.ADMINISTRATORS),
                        Acl.of(new Ace.Plain(
                                AceType.AUDIT,
                                AceFlags.FAILED_ACCESS,
                                Rights.GENERIC_READ,
                                WellKnownSids.EVERYONE,
                                Octets.EMPTY)),
                        Acl.of(
                                Ace.allow(USERS, Rights.GENERIC_READ | Rights.GENERIC_EXECUTE)
                                        .withFlags(INHERITABLE),
                                Ace.allow(WellKnownSids.ADMINISTRATORS, Rights.GENERIC_ALL)
                                        .withFlags(INHERITABLE),
                                Ace.allow(WellKnownSids.LOCAL_SYSTEM, Rights.GENERIC_ALL)
                                        .withFlags(INHERITABLE),
                                Ace.allow(WellKnownSids.CREATOR_OWNER, Rights.GENERIC_ALL)
                                        .withFlags(INHERITABLE))));
        assertThat(example.encode()).isEqualTo(Samples.example());
    }

    // MS-DTYP 2.4.6: DP and the offset; 2.5.3.2: what the three mean
    @Test
    void noDaclANullOneAndAnEmptyOneAreThreeThings() throws Exception {
        SecurityDescriptor absent = decode("01 00 00 80 00000000 00000000 00000000 00000000");
        SecurityDescriptor none = decode("01 00 04 80 00000000 00000000 00000000 00000000");
        SecurityDescriptor empty = decode("01 00 04 80 00000000 00000000 00000000 14000000 02 00 0800 0000 0000");

        assertThat(absent.dacl()).isEqualTo(new Acl.Absent());
        assertThat(none.dacl()).isEqualTo(new Acl.Null());
        assertThat(empty.dacl()).isEqualTo(Acl.of());
        assertThat(none.encode()[2]).isEqualTo((byte) 0x04);
        assertThat(absent.encode()[2]).isZero();
        assertThat(empty.encode()).hasSize(28);
    }

    // MS-DTYP 2.4.6: parts in any order; gaps mean nothing
    @Test
    void partsMayStandInAnyOrderWithGaps() throws Exception {
        SecurityDescriptor read = decode("01 00 04 80 28000000 00000000 00000000 17000000 aa aa aa"
                + "02 00 0c00 0000 0000 cccccccc" // a list with room left in it
                + "bb bb bb bb bb"
                + "01 01 00 00 00 00 00 01 00000000 dd");

        assertThat(read)
                .isEqualTo(SecurityDescriptor.EMPTY
                        .withOwner(WellKnownSids.EVERYONE)
                        .withDacl(Acl.of()));
        assertThat(read.encode())
                .isEqualTo(Samples.hex("01 00 04 80 1c000000 00000000 00000000 14000000"
                        + "02 00 0800 0000 0000 01 01 00 00 00 00 00 01 00000000"));
    }

    // MS-DTYP 2.4.4.3, 2.3.4.2
    @Test
    void entriesForObjectsNameThemByGuid() throws Exception {
        String list = "04 00 5400 0200 0000"
                + "05 00 3800 10000000 03000000"
                + "ae4f1df8 ec7d d011 a765 00a0c91e6bf6" // f81d4fae-7dec-11d0-a765-00a0c91e6bf6
                + "c07996bf e60d d011 a285 00aa003049e2"
                + "01 01 00 00 00 00 00 01 00000000"
                + "06 00 1400 20000000 00000000 01 00 00 00 00 00 00 05";
        byte[] octets = Samples.hex("01 00 04 80 00000000 00000000 00000000 14000000" + list);

        SecurityDescriptor read = SecurityDescriptor.decode(octets, DescriptorLimits.DEFAULT);

        UUID type = UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
        UUID inheritedBy = UUID.fromString("bf9679c0-0de6-11d0-a285-00aa003049e2");
        assertThat(read.dacl().aces())
                .containsExactly(
                        new Ace.OfObject(
                                AceType.ALLOWED_OBJECT,
                                0,
                                Rights.READ_PROPERTY,
                                Optional.of(type),
                                Optional.of(inheritedBy),
                                WellKnownSids.EVERYONE,
                                Octets.EMPTY),
                        new Ace.OfObject(
                                AceType.DENIED_OBJECT,
                                0,
                                Rights.WRITE_PROPERTY,
                                Optional.empty(),
                                Optional.empty(),
                                Sid.of(5),
                                Octets.EMPTY));
        assertThat(read.encode()).isEqualTo(octets);
    }

    // MS-DTYP 2.4.4.1: reserved types; 2.4.4.17.9, example 1: a condition, (Title=="VP")
    @Test
    void unknownEntriesConditionsAndLabelsComeBackAsTheyCame() throws Exception {
        String sacl = "02 00 1c00 0100 0000 11 00 1400 01000000 01 01 00 00 00 00 00 10 00300000";
        String dacl = "02 00 4c00 0300 0000"
                + "04 5b 0c00 0123456789abcdef" // compound, reserved
                + "63 00 0400"
                + "09 00 3400 10000000 01 01 00 00 00 00 00 01 00000000"
                + "61727478 f8 0a000000 5400 6900 7400 6c00 6500 10 04000000 5600 5000 80 000000";
        byte[] octets = Samples.hex("01 00 14 80 00000000 00000000 14000000 30000000" + sacl + dacl);

        SecurityDescriptor read = SecurityDescriptor.decode(octets, DescriptorLimits.DEFAULT);

        assertThat(read.encode()).isEqualTo(octets);
        assertThat(read.sacl().aces())
                .singleElement()
                .isEqualTo(new Ace.Plain(AceType.MANDATORY_LABEL, 0, 1, Sid.of(16, 0x3000), Octets.EMPTY));
        assertThat(read.dacl().aces())
                .extracting(Ace::typeCode)
                .containsExactly(0x04, 0x63, AceType.ALLOWED_CALLBACK.code());
        assertThat(read.dacl().aces().getFirst())
                .isEqualTo(new Ace.Opaque(4, 0x5b, Octets.copyOf(Samples.hex("0123456789abcdef"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "01 00 04 80 | it has 4 octets; its header alone has 20",
                "02 00 00 80 00000000 00000000 00000000 00000000 | its revision is 2, not 1",
                "01 00 04 00 00000000 00000000 00000000 00000000 | its control flags don't say that it is self-relative",
                // Offsets: into the header, beyond the end, as a negative number, without room
                "01 00 00 80 13000000 00000000 00000000 00000000 01 00 00 00 00 00 00 05 | "
                        + "offset 19 of the owner leaves no room for it between the header and octet 28",
                "01 00 00 80 00000000 15000000 00000000 00000000 01 00 00 00 00 00 00 05 | "
                        + "offset 21 of the group leaves no room for it between the header and octet 28",
                "01 00 04 80 00000000 00000000 00000000 ffffffff 02 00 0800 0000 0000 | "
                        + "offset 4294967295 of the DACL leaves no room for it between the header and octet 28",
                "01 00 10 80 00000000 00000000 14000000 00000000 | "
                        + "offset 20 of the SACL leaves no room for it between the header and octet 20",
                "01 00 00 80 00000000 00000000 00000000 14000000 02 00 0800 0000 0000 | "
                        + "it has an offset of a DACL, and control flags that say there is none",
                // Overlaps
                "01 00 00 80 14000000 14000000 00000000 00000000 01 00 00 00 00 00 00 05 | "
                        + "group at octet 20 overlaps the owner at octet 20",
                "01 00 04 80 18000000 00000000 00000000 14000000 02 00 0c00 01 00 00 00 00 00 00 05 | "
                        + "DACL at octet 20 overlaps the owner at octet 24",
                // Identifiers
                "01 00 00 80 14000000 00000000 00000000 00000000 01 10 00 00 00 00 00 05 | "
                        + "owner at octet 20: a SID with 16 sub-authorities, more than 15",
                "01 00 00 80 14000000 00000000 00000000 00000000 01 02 00 00 00 00 00 05 20000000 | "
                        + "owner at octet 20: a SID with 2 sub-authorities has 16 octets, here are 12",
                // Lists
                "01 00 04 80 00000000 00000000 00000000 14000000 03 00 0800 0000 0000 | "
                        + "DACL at octet 20: revision 3 is neither 2 nor 4",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0400 0000 0000 | "
                        + "DACL at octet 20: size 4 is not a multiple of 4 from 8 on",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0a00 0000 0000 0000 | "
                        + "DACL at octet 20: size 10 is not a multiple of 4 from 8 on",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0c00 0000 0000 | "
                        + "DACL at octet 20: size 12 goes beyond octet 28",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0c00 0200 0000 63 00 0400 | "
                        + "DACL at octet 20: 2 entries don't fit its 12 octets",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0800 ffff 0000 | "
                        + "DACL at octet 20: it has 65535 entries; 1024 are the most taken here",
                // Entries
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 1000 0200 0000 63 00 0800 00000000 | "
                        + "DACL, entry 2 at octet 36: its header has 4 octets, the list has 0 more",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0c00 0100 0000 00 00 0000 | "
                        + "DACL, entry 1 at octet 28: size 0 is not a multiple of 4 from 4 on",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 1000 0100 0000 63 00 0600 00000000 | "
                        + "DACL, entry 1 at octet 28: size 6 is not a multiple of 4 from 4 on",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0c00 0100 0000 63 00 0800 | "
                        + "DACL, entry 1 at octet 28: size 8 goes beyond the list, which has 4 more",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 0c00 0100 0000 00 00 0400 | "
                        + "DACL, entry 1 at octet 28: size 4 is too small for an entry of its type",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 1400 0100 0000 00 00 0c00 00000000 01 00 00 00 | "
                        + "DACL, entry 1 at octet 28: a SID has 8 octets at least, here are 4",
                "01 00 04 80 00000000 00000000 00000000 14000000 02 00 1800 0100 0000 00 00 1000 00000000 "
                        + "01 01 00 00 00 00 00 05 | "
                        + "DACL, entry 1 at octet 28: a SID with 1 sub-authorities has 12 octets, here are 8",
                "01 00 04 80 00000000 00000000 00000000 14000000 04 00 1400 0100 0000 05 00 0c00 00000000 04000000 | "
                        + "DACL, entry 1 at octet 28: object flags 0x4, of which only 1 and 2 are known",
                "01 00 04 80 00000000 00000000 00000000 14000000 04 00 1400 0100 0000 05 00 0c00 00000000 01000000 | "
                        + "DACL, entry 1 at octet 28: size 12 is too small for an entry of its type"
            })
    void aMalformedOneIsRefusedWithWhatIsWrongAndWhere(String hex, String message) {
        assertThatExceptionOfType(InvalidDescriptorException.class)
                .isThrownBy(() -> decode(hex))
                .withMessage("malformed security descriptor: " + message)
                .satisfies(e -> assertThat(e.text()).isEqualTo(e.getMessage()));
    }

    @Test
    void limitsHoldToTheOctetAndToTheEntry() throws Exception {
        byte[] example = Samples.example();
        assertThat(SecurityDescriptor.decode(example, new DescriptorLimits(example.length, 4)))
                .isNotNull();
        assertThatExceptionOfType(InvalidDescriptorException.class)
                .isThrownBy(() -> SecurityDescriptor.decode(example, new DescriptorLimits(example.length - 1, 4)))
                .withMessageContaining("it has 176 octets; 175 are the most taken here");
        assertThatExceptionOfType(InvalidDescriptorException.class)
                .isThrownBy(() -> SecurityDescriptor.decode(example, new DescriptorLimits(example.length, 3)))
                .withMessageContaining("DACL at octet 48: it has 4 entries; 3 are the most taken here");
        assertThatIllegalArgumentException().isThrownBy(() -> new DescriptorLimits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DescriptorLimits(1, 0));
    }

    // MS-DTYP 2.4.7
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 8, 3, 5, 7, 10, 15})
    void aReaderIsGivenThePartsItAskedForWithTheirFlags(int parts) throws Exception {
        SecurityDescriptor example = decode(Samples.EXAMPLE_HEX).withControl(Control.ALL);

        SecurityDescriptor selected = example.select(parts);

        assertThat(selected.owner().isPresent()).isEqualTo((parts & 1) != 0);
        assertThat(selected.group().isPresent()).isEqualTo((parts & 2) != 0);
        assertThat(selected.dacl()).isEqualTo((parts & 4) != 0 ? example.dacl() : new Acl.Absent());
        assertThat(selected.sacl()).isEqualTo((parts & 8) != 0 ? example.sacl() : new Acl.Absent());
        assertThat((selected.control() & Control.OWNER_DEFAULTED) != 0).isEqualTo((parts & 1) != 0);
        assertThat((selected.control() & Control.GROUP_DEFAULTED) != 0).isEqualTo((parts & 2) != 0);
        assertThat((selected.control() & Control.DACL_PROTECTED) != 0).isEqualTo((parts & 4) != 0);
        assertThat((selected.control() & Control.SACL_AUTO_INHERITED) != 0).isEqualTo((parts & 8) != 0);
        assertThat(selected.control() & Control.RESOURCE_MANAGER_VALID).isNotZero();
    }

    @Test
    void aWriterChangesThePartsItMeansAndHas() throws Exception {
        SecurityDescriptor before = decode(Samples.EXAMPLE_HEX);
        SecurityDescriptor update = SecurityDescriptor.EMPTY
                .withOwner(Samples.ALICE)
                .withDacl(Acl.of(Ace.allow(Samples.BOB, Rights.DELETE)))
                .withControl(Control.DACL_AUTO_INHERITED);

        assertThat(before.merge(DescriptorParts.DACL, update))
                .isEqualTo(before.withDacl(update.dacl())
                        .withControl(Control.DACL_AUTO_INHERITED | Control.SACL_PROTECTED));
        assertThat(before.merge(DescriptorParts.ALL, update))
                .isEqualTo(before.withOwner(Samples.ALICE)
                        .withDacl(update.dacl())
                        .withControl(Control.DACL_AUTO_INHERITED | Control.SACL_PROTECTED));
        assertThat(before.merge(0, update)).isEqualTo(before);
    }

    @Test
    void whatAWriterLeavesOutStaysAndANullListIsNotLeftOut() throws Exception {
        SecurityDescriptor before = decode(Samples.EXAMPLE_HEX);

        assertThat(before.merge(DescriptorParts.ALL, SecurityDescriptor.EMPTY)).isEqualTo(before);
        assertThat(before.merge(DescriptorParts.ALL, SecurityDescriptor.EMPTY.withDacl(new Acl.Null()))
                        .dacl())
                .isEqualTo(new Acl.Null());
    }

    @Test
    void aListKnowsItsRevisionAndItsSize() {
        Ace plain = Ace.allow(WellKnownSids.EVERYONE, 0);
        Ace ofObject = Samples.ofObject(AceType.ALLOWED_OBJECT, WellKnownSids.EVERYONE, 0, Samples.PROPERTY);
        assertThat(Acl.of(plain).revision()).isEqualTo(2);
        assertThat(Acl.of(plain, ofObject).revision()).isEqualTo(4);
        assertThat(Acl.sizeOf(List.of(plain, ofObject))).isEqualTo(8 + 20 + 40);

        List<Ace> most = Collections.nCopies((Acl.MAX_OCTETS - 8) / 20, plain);
        assertThat(SecurityDescriptor.EMPTY.withDacl(Acl.of(most)).encode()).hasSize(20 + 8 + most.size() * 20);
        List<Ace> tooMany = Collections.nCopies(most.size() + 1, plain);
        assertThatIllegalArgumentException().isThrownBy(() -> Acl.of(tooMany));
        assertThatIllegalArgumentException().isThrownBy(() -> new Acl.Entries(3, List.of()));
    }

    @Test
    void entriesAreMadeSoThatTheyCanBeWritten() {
        Octets three = Octets.copyOf(new byte[3]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ace.Plain(AceType.ALLOWED, 0, 0, WellKnownSids.EVERYONE, three));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ace.Plain(AceType.ALLOWED, 256, 0, WellKnownSids.EVERYONE, Octets.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ace.Plain(AceType.ALLOWED_OBJECT, 0, 0, WellKnownSids.EVERYONE, Octets.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ace.Opaque(AceType.ALLOWED.code(), 0, Octets.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ace.Opaque(3, 0, Octets.copyOf(new byte[1 << 16])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecurityDescriptor.EMPTY.withControl(Control.SELF_RELATIVE));
    }
}
