package org.rollcall.access.sddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.Octets;
import org.rollcall.access.Samples;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.Control;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

class SddlTest {
    private static final Sddl SDDL = new Sddl(Optional.of(Samples.DOMAIN));
    private static final Sddl NO_DOMAIN = new Sddl(Optional.empty());

    private static int mask(String rights) throws InvalidSddlException {
        return ((Ace.Known) NO_DOMAIN
                        .parse("D:(A;;" + rights + ";;;WD)")
                        .dacl()
                        .aces()
                        .getFirst())
                .mask();
    }

    // MS-DTYP 2.5.1.4
    @Test
    void theExampleYieldsItsOctetsAndTheyYieldTheExample() throws Exception {
        assertThat(NO_DOMAIN.parse(Samples.EXAMPLE_SDDL).encode()).isEqualTo(Samples.example());

        SecurityDescriptor example = SecurityDescriptor.decode(Samples.example(), DescriptorLimits.DEFAULT);
        assertThat(NO_DOMAIN.format(example))
                .isEqualTo("O:BAG:BAD:P(A;OICI;GXGR;;;BU)(A;OICI;GA;;;BA)(A;OICI;GA;;;SY)(A;OICI;GA;;;CO)"
                        + "S:P(AU;FA;GR;;;WD)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "O:AN",
                "G:S-1-5-21-9-9-9-513",
                "D:",
                "S:",
                "D:S:",
                "D:NO_ACCESS_CONTROL",
                "D:PARAINO_ACCESS_CONTROLS:AINO_ACCESS_CONTROL",
                "O:S-1-0x123456789abc-1D:P",
                "O:S-1-5-32-999D:(A;;0x200000;;;WD)",
                "O:DAG:DUD:PARAI(A;OICINPIOID;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;AU)(D;;;;;PS)",
                "D:(OA;CI;RPWP;72e39547-7b18-11d1-adef-00c04fd8d5cd;;SY)"
                        + "(OD;;RP;;bf9679c0-0de6-11d0-a285-00aa003049e2;S-1-5-7-1)(OA;;CR;;;WD)",
                "S:ARAI(AU;SAFA;GAGXGWGR;;;WD)(OU;SA;WP;72e39547-7b18-11d1-adef-00c04fd8d5cd;;WD)"
                        + "(ML;;NWNRNX;;;HI)(SP;;;;;S-1-17-1)"
            })
    void whatIsReadIsWrittenAsItWas(String text) throws Exception {
        assertThat(SDDL.format(SDDL.parse(text))).isEqualTo(text);
    }

    // MS-DTYP 2.5.1.1, ace-rights: several letters, hexadecimal, octal, decimal
    @ParameterizedTest
    @CsvSource({
        "CCDCLCSWRPWPDTLOCR, 0x000001ff",
        "SDRCWDWO, 0x000f0000",
        "GAGXGWGR, 0xf0000000",
        "FA, 0x001f01ff",
        "FR, 0x00120089",
        "FW, 0x00120116",
        "FX, 0x001200a0",
        "KA, 0x000f003f",
        "KR, 0x00020019",
        "KX, 0x00020019",
        "KW, 0x00020006",
        "rprP, 0x00000010",
        "'', 0x00000000",
        "0xFFFFFFFF, 0xffffffff",
        "0x0, 0x00000000",
        "0, 0x00000000",
        "017, 0x0000000f",
        "4294967295, 0xffffffff",
        "65536, 0x00010000"
    })
    void rightsAreNamesOrANumber(String rights, String mask) throws Exception {
        assertThat(mask(rights)).isEqualTo(Integer.parseUnsignedInt(mask.substring(2), 16));
    }

    // MS-ADTS 5.1.3.2
    @Test
    void genericRightsOfADirectoryAreThoseOfTheTable() throws Exception {
        assertThat(GenericMapping.DIRECTORY.map(mask("GR"))).isEqualTo(mask("RCLCRPLO"));
        assertThat(GenericMapping.DIRECTORY.map(mask("GW"))).isEqualTo(mask("RCWPSW"));
        assertThat(GenericMapping.DIRECTORY.map(mask("GX"))).isEqualTo(mask("RCLC"));
        assertThat(GenericMapping.DIRECTORY.map(mask("GA"))).isEqualTo(mask("SDRCWDWOCCDCDTRPWPLCLOCRSW"));
        assertThat(GenericMapping.DIRECTORY.map(mask("GXSD"))).isEqualTo(mask("RCLCSD"));
    }

    // MS-DTYP 2.5.1.1, acl-flag, and 2.4.6
    @Test
    void flagsOfAListAreControlFlags() throws Exception {
        assertThat(SDDL.parse("D:PS:ARAI").control())
                .isEqualTo(Control.DACL_PROTECTED | Control.SACL_AUTO_INHERIT_REQUIRED | Control.SACL_AUTO_INHERITED);
        assertThat(SDDL.parse("D:arAIP(A;;;;;WD)").control())
                .isEqualTo(Control.DACL_PROTECTED | Control.DACL_AUTO_INHERIT_REQUIRED | Control.DACL_AUTO_INHERITED);
    }

    @Test
    void partsMayComeInAnyOrder() throws Exception {
        assertThat(SDDL.parse("S:(AU;SA;GA;;;WD)D:(A;;GA;;;WD)G:SYO:BA"))
                .isEqualTo(SDDL.parse("O:BAG:SYD:(A;;GA;;;WD)S:(AU;SA;GA;;;WD)"));
    }

    // MS-DTYP 2.5.1.1, sid-token, and 2.4.2.4
    @ParameterizedTest
    @CsvSource({
        "DA, S-1-5-21-1-2-3-512",
        "DG, S-1-5-21-1-2-3-514",
        "DU, S-1-5-21-1-2-3-513",
        "ED, S-1-5-9",
        "DD, S-1-5-21-1-2-3-516",
        "DC, S-1-5-21-1-2-3-515",
        "BA, S-1-5-32-544",
        "BG, S-1-5-32-546",
        "BU, S-1-5-32-545",
        "LA, S-1-5-21-1-2-3-500",
        "LG, S-1-5-21-1-2-3-501",
        "AO, S-1-5-32-548",
        "BO, S-1-5-32-551",
        "PO, S-1-5-32-550",
        "SO, S-1-5-32-549",
        "AU, S-1-5-11",
        "PS, S-1-5-10",
        "CO, S-1-3-0",
        "CG, S-1-3-1",
        "SY, S-1-5-18",
        "PU, S-1-5-32-547",
        "WD, S-1-1-0",
        "RE, S-1-5-32-552",
        "IU, S-1-5-4",
        "NU, S-1-5-2",
        "SU, S-1-5-6",
        "RC, S-1-5-12",
        "WR, S-1-5-33",
        "AN, S-1-5-7",
        "SA, S-1-5-21-1-2-3-518",
        "CA, S-1-5-21-1-2-3-517",
        "RS, S-1-5-21-1-2-3-553",
        "EA, S-1-5-21-1-2-3-519",
        "PA, S-1-5-21-1-2-3-520",
        "RU, S-1-5-32-554",
        "LS, S-1-5-19",
        "NS, S-1-5-20",
        "RD, S-1-5-32-555",
        "NO, S-1-5-32-556",
        "MU, S-1-5-32-558",
        "LU, S-1-5-32-559",
        "IS, S-1-5-32-568",
        "CY, S-1-5-32-569",
        "OW, S-1-3-4",
        "ER, S-1-5-32-573",
        "RO, S-1-5-21-1-2-3-498",
        "CD, S-1-5-32-574",
        "AC, S-1-15-2-1",
        "RA, S-1-5-32-575",
        "ES, S-1-5-32-576",
        "MS, S-1-5-32-577",
        "UD, S-1-5-84-0-0-0-0-0",
        "HA, S-1-5-32-578",
        "CN, S-1-5-21-1-2-3-522",
        "AA, S-1-5-32-579",
        "RM, S-1-5-32-580",
        "LW, S-1-16-4096",
        "ME, S-1-16-8192",
        "MP, S-1-16-8448",
        "HI, S-1-16-12288",
        "SI, S-1-16-16384"
    })
    void abbreviationsStandForTheirIdentifiers(String alias, String sid) throws Exception {
        SecurityDescriptor descriptor = SecurityDescriptor.EMPTY.withOwner(Sid.parse(sid));

        assertThat(SDDL.parse("O:" + alias)).isEqualTo(descriptor);
        assertThat(SDDL.format(descriptor)).isEqualTo("O:" + alias);
        if (sid.startsWith("S-1-5-21-")) {
            assertThat(NO_DOMAIN.format(descriptor)).isEqualTo("O:" + sid);
            assertThatExceptionOfType(InvalidSddlException.class)
                    .isThrownBy(() -> NO_DOMAIN.parse("O:" + alias))
                    .withMessageContaining("no domain is known here");
        } else {
            assertThat(NO_DOMAIN.format(descriptor)).isEqualTo("O:" + alias);
        }
    }

    @Test
    void aDomainHasRoomForAccounts() {
        Sid full = Sid.of(5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        assertThatIllegalArgumentException().isThrownBy(() -> new Sddl(Optional.of(full)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "X | 0 | O:, G:, D: or S: expected",
                "O | 0 | O:, G:, D: or S: expected",
                "O: | 2 | '' is neither a SID nor the abbreviation of one",
                "O:B | 2 | 'B' is neither",
                "O:ZZ | 2 | 'ZZ' is neither",
                "O:S-1-5-07 | 2 | is no SID",
                "O:S-2-5 | 2 | a SID begins with S-1-",
                "O:S-1-0x5-1 | 7 | O:, G:, D: or S: expected",
                "O:BAO:BA | 4 | second O:",
                "D:D: | 2 | second D:",
                "D:(A;;GA;;;WD | 13 | ')' missing",
                "D:(A;;GA;;WD) | 10 | 'WD' is no GUID",
                "D:(A;;GA) | 8 | ';' missing",
                "D:(Q;;GA;;;WD) | 3 | unknown type of entry 'Q'",
                "D:(XA;;GA;;;WD;(x==1)) | 3 | entries with conditions or resource attributes (XA) are taken in binary form only",
                "S:(RA;;;;;WD;(x)) | 3 | entries with conditions or resource attributes (RA) are taken in binary form only",
                "D:(A;;GA;;;WD;(x==1)) | 13 | ')' missing",
                "D:(A;OX;GA;;;WD) | 5 | unknown flag 'OX'",
                "D:(A;CI;GAZZ;;;WD) | 10 | unknown right 'ZZ'",
                "D:(A;CI;GAZ;;;WD) | 10 | unknown right 'Z'",
                "D:(A;;NW;;;WD) | 6 | unknown right 'NW'",
                "D:(A;;0x100000000;;;WD) | 6 | a mask has 32 bits, more stand",
                "D:(A;;0x;;;WD) | 8 | digits missing",
                "D:(A;;08;;;WD) | 7 | '8' is no digit of base 8",
                "D:(A;;1A;;;WD) | 7 | 'A' is no digit of base 10",
                "D:(OA;;RP;72e39547;;WD) | 10 | '72e39547' is no GUID",
                "D:(A;;RP;72e39547-7b18-11d1-adef-00c04fd8d5cd;;WD) | 9 | only OA, OD and OU entries have GUIDs; one stands",
                "D:P (A;;GA;;;WD) | 3 | O:, G:, D: or S: expected",
                "D:(A;;GA;;;ſY) | 11 | a character that is not ASCII",
                "D:NO_ACCESS_CONTROL(A;;GA;;;WD) | 19 | O:, G:, D: or S: expected"
            })
    void otherTextIsRefusedWithTheCharacter(String text, int offset, String message) {
        assertThatExceptionOfType(InvalidSddlException.class)
                .isThrownBy(() -> NO_DOMAIN.parse(text))
                .satisfies(e -> {
                    assertThat(e.text()).contains(message).endsWith("at character " + offset);
                    assertThat(e.offset()).isEqualTo(offset);
                });
    }

    @Test
    void whatIsUnknownIsAnsweredWithWhatIsKnown() {
        assertThatExceptionOfType(InvalidSddlException.class)
                .isThrownBy(() -> NO_DOMAIN.parse("D:(Q;;GA;;;WD)"))
                .withMessageContaining("one of A, AU, D, ML, OA, OD, OU, SP expected");
        assertThatExceptionOfType(InvalidSddlException.class)
                .isThrownBy(() -> NO_DOMAIN.parse("D:(A;OX;GA;;;WD)"))
                .withMessageContaining("those of OI, CI, NP, IO, ID, SA, FA expected");
        assertThatExceptionOfType(InvalidSddlException.class)
                .isThrownBy(() -> NO_DOMAIN.parse("D:(A;;ZZ;;;WD)"))
                .withMessageContaining("those of CC, DC, LC, SW, RP, WP,");
    }

    @Test
    void namesStandInQuotationMarksWhereSomebodyKnowsThem() throws Exception {
        Sddl naming =
                SDDL.naming(name -> name.equals("Ann;(\u00e4) D:") ? Optional.of(Samples.DOMAIN) : Optional.empty());
        String sid = Samples.DOMAIN.toString();
        SecurityDescriptor named = naming.parse("O:\"Ann;(\u00e4) D:\"G:BAD:(A;;RP;;;\"Ann;(\u00e4) D:\")(A;;WP;;;WD)");
        assertThat(named).isEqualTo(SDDL.parse("O:" + sid + "G:BAD:(A;;RP;;;" + sid + ")(A;;WP;;;WD)"));
        assertThat(naming.format(named)).isEqualTo("O:" + sid + "G:BAD:(A;;RP;;;" + sid + ")(A;;WP;;;WD)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "O:\"bob\" | 2 | nobody known here has the name bob",
                "D:(A;;RP;;;\"ann) | 11 | a name without the quotation mark at its end",
                "D:(A;;\"ann\";;;WD) | 6 | unknown right",
                "O:\"ann\"\u017fY | 7 | a character that is not ASCII",
                "\"ann\" | 0 | O:, G:, D: or S: expected",
                "O:\"ann | 2 | a name without"
            })
    void namesThatNobodyHasAreRefusedWithTheirPlace(String text, int offset, String message) {
        Sddl naming = SDDL.naming(name -> name.equals("ann") ? Optional.of(Samples.DOMAIN) : Optional.empty());
        assertThatExceptionOfType(InvalidSddlException.class)
                .isThrownBy(() -> naming.parse(text))
                .satisfies(e -> {
                    assertThat(e.text()).contains(message);
                    assertThat(e.offset()).isEqualTo(offset);
                });
    }

    @Test
    void withoutAnybodyWhoKnowsThemNamesAreRefused() {
        assertThatExceptionOfType(InvalidSddlException.class)
                .isThrownBy(() -> SDDL.parse("O:\"ann\""))
                .withMessageContaining("nobody known here has the name ann");
    }

    @Test
    void aListThatIsTooLargeIsRefused() {
        assertThatExceptionOfType(InvalidSddlException.class)
                .isThrownBy(() -> SDDL.parse("O:BAD:" + "(A;;GA;;;WD)".repeat(3277)))
                .withMessage("more entries than a DACL can have at character 6");
    }

    @Test
    void whatHasNoTextFormIsRefusedWithWhichEntryItIs() {
        Ace plain = Ace.allow(WellKnownSids.EVERYONE, 1);
        Ace conditional =
                new Ace.Plain(AceType.ALLOWED_CALLBACK, 0, 1, WellKnownSids.EVERYONE, Octets.copyOf(new byte[4]));
        assertNoForm(Acl.of(plain, conditional), "entry 2 of the DACL has no form in SDDL: it has a condition");
        assertNoForm(Acl.of(new Ace.Opaque(4, 0, Octets.EMPTY)), "its type is 4");
        assertNoForm(Acl.of(plain.withFlags(0x20)), "not all of its flags, 32, have a name");
        assertNoForm(
                Acl.of(new Ace.Plain(AceType.ALLOWED, 0, 1, WellKnownSids.EVERYONE, Octets.copyOf(new byte[8]))),
                "it has 8 octets of data");
    }

    private static void assertNoForm(Acl dacl, String message) {
        assertThatExceptionOfType(NoSddlFormException.class)
                .isThrownBy(() -> SDDL.format(SecurityDescriptor.EMPTY.withDacl(dacl)))
                .satisfies(e -> assertThat(e.text()).contains(message));
    }
}
