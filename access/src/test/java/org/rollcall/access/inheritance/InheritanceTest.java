package org.rollcall.access.inheritance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.Octets;
import org.rollcall.access.Samples;
import org.rollcall.access.check.AccessCheck;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceFlags;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.Control;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.access.sddl.Sddl;

class InheritanceTest {
    private static final Inheritance INHERITANCE = new Inheritance(GenericMapping.DIRECTORY);
    private static final Sddl SDDL = new Sddl(Optional.of(Samples.DOMAIN));
    private static final NewObject LEAF = new NewObject(false, Set.of(Samples.CLASS));
    private static final NewObject CONTAINER = new NewObject(true, Set.of(Samples.CLASS));

    /** The creator owns, everybody reads. */
    private static final String DEFAULTS = "O:LAG:DUD:(A;;GR;;;WD)(A;;GA;;;CO)";

    private static String describe(NewObject object, String container, String creator) throws Exception {
        SecurityDescriptor made = INHERITANCE.describe(
                object, Optional.of(SDDL.parse(container)), Optional.of(SDDL.parse(creator)), SDDL.parse(DEFAULTS));
        return SDDL.format(made);
    }

    private static String daclOf(NewObject object, String container, String creator) throws Exception {
        String made = describe(object, container, creator);
        return made.substring(made.indexOf("D:"));
    }

    @Test
    void withoutAnythingElseDefaultsHold() throws Exception {
        SecurityDescriptor made = INHERITANCE.describe(LEAF, Optional.empty(), Optional.empty(), SDDL.parse(DEFAULTS));

        assertThat(SDDL.format(made))
                .isEqualTo("O:LAG:DUD:(A;;LCRPLORC;;;WD)" + "(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;LA)");
        assertThat(made.control())
                .isEqualTo(Control.OWNER_DEFAULTED | Control.GROUP_DEFAULTED | Control.DACL_DEFAULTED);
    }

    // MS-DTYP 2.5.3.4.1, steps 1 and 2
    @Test
    void aCreatorMayNameOwnerAndGroup() throws Exception {
        SecurityDescriptor made = INHERITANCE.describe(
                LEAF, Optional.empty(), Optional.of(SDDL.parse("O:BAD:(A;;GA;;;CO)")), SDDL.parse(DEFAULTS));

        assertThat(SDDL.format(made)).isEqualTo("O:BAG:DUD:(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)");
        assertThat(made.control()).isEqualTo(Control.GROUP_DEFAULTED);
    }

    // MS-DTYP 2.5.3.4.4, the table below the code, and the meaning of the flags in 2.4.4.1
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "''     | none   | none",
                "IO     | none   | none",
                "OI     | OIIOID | ID",
                "OINP   | none   | ID",
                "CI     | CIID   | none",
                "CINP   | ID     | none",
                "OICI   | OICIID | ID",
                "OICINP | ID     | ID",
                "CIIO   | CIID   | none",
                "OIIO   | OIIOID | ID",
                "CIID   | CIID   | none",
                "CISAFA | CIIDSAFA | none"
            })
    void anEntryIsInheritedAsItsFlagsSay(String flags, String byContainer, String byLeaf) throws Exception {
        String container = "D:(A;" + flags + ";RP;;;AU)(A;OICI;WP;;;SY)";
        String other = "(A;%s;WP;;;SY)";

        assertThat(daclOf(CONTAINER, container, ""))
                .isEqualTo("D:AI" + (byContainer == null ? "" : "(A;" + byContainer + ";RP;;;AU)")
                        + other.formatted("OICIID"));
        assertThat(daclOf(LEAF, container, ""))
                .isEqualTo("D:AI" + (byLeaf == null ? "" : "(A;" + byLeaf + ";RP;;;AU)") + other.formatted("ID"));
    }

    // MS-DTYP 2.5.3.4.7, 2.4.2.4; two entries where one can't say both
    @Test
    void theCreatorTakesTheirPlaceInWhatHoldsForTheObjectItself() throws Exception {
        String container = "D:(A;OICIIO;SD;;;CO)(A;OICI;RP;;;CG)";

        assertThat(daclOf(LEAF, container, "")).isEqualTo("D:AI(A;ID;SD;;;LA)(A;ID;RP;;;DU)");
        assertThat(daclOf(CONTAINER, container, "O:BAG:SY"))
                .isEqualTo("D:AI(A;ID;SD;;;BA)(A;OICIIOID;SD;;;CO)(A;ID;RP;;;SY)(A;OICIIOID;RP;;;CG)");
        assertThat(daclOf(CONTAINER, "", "D:(A;CI;SD;;;CO)(A;CIIO;RP;;;CO)(A;;WP;;;CG)(A;OINP;LO;;;CG)"))
                .isEqualTo("D:(A;;SD;;;LA)(A;CIIO;SD;;;CO)(A;CIIO;RP;;;CO)(A;;WP;;;DU)(A;;LO;;;DU)(A;OINPIO;LO;;;CG)");
        assertThat(daclOf(LEAF, "", "D:(A;CI;SD;;;CO)")).isEqualTo("D:(A;;SD;;;LA)");
    }

    // MS-ADTS 5.1.3.2: generic rights are never stored
    @Test
    void genericRightsAreMappedEverywhere() throws Exception {
        assertThat(daclOf(CONTAINER, "D:(A;CI;GX;;;AU)(D;OI;GW;;;AN)", "D:(A;;GXSD;;;WD)"))
                .isEqualTo("D:AI(A;;LCSDRC;;;WD)(A;CIID;LCRC;;;AU)(D;OIIOID;SWWPRC;;;AN)");
    }

    // MS-DTYP 2.4.4.3, InheritedObjectType
    @Test
    void anEntryForOneKindOfChildHoldsForThatKind() throws Exception {
        String mine = "(OA;CI%s;RP;" + Samples.PROPERTY + ";" + Samples.CLASS + ";AU)";
        String others = "(OA;CI%s;WP;;" + Samples.SET + ";AU)";
        String container = "D:" + mine.formatted("IO") + others.formatted("IO") + "(A;OI;RP;;;AU)";

        assertThat(daclOf(CONTAINER, container, ""))
                .isEqualTo("D:AI" + mine.formatted("ID") + others.formatted("IOID") + "(A;OIIOID;RP;;;AU)");
        assertThat(daclOf(LEAF, container, "")).isEqualTo("D:AI(A;ID;RP;;;AU)");
    }

    // MS-DTYP 2.5.3.4: explicit entries first, then inherited ones
    @Test
    void wishesStandBeforeWhatIsInherited() throws Exception {
        assertThat(daclOf(LEAF, "D:(D;OI;WP;;;AN)(A;;RP;;;SY)", "D:(A;;WP;;;AN)(A;ID;SD;;;AN)"))
                .isEqualTo("D:AI(A;;WP;;;AN)(D;ID;WP;;;AN)");
        assertThat(daclOf(LEAF, "D:(A;;RP;;;SY)", "D:(A;;WP;;;AN)(A;ID;SD;;;AN)"))
                .isEqualTo("D:(A;;WP;;;AN)");
        assertThat(daclOf(LEAF, "D:(D;OI;WP;;;AN)", "D:")).isEqualTo("D:AI(D;ID;WP;;;AN)");
    }

    // Clients write revision 4 where 2 would do, and read again what they wrote.
    @Test
    void aWishedListKeepsItsRevision() throws Exception {
        SecurityDescriptor wish = SecurityDescriptor.EMPTY.withDacl(new Acl.Entries(
                Acl.REVISION_DS, SDDL.parse("D:(A;;WP;;;AN)").dacl().aces()));
        SecurityDescriptor made =
                INHERITANCE.describe(LEAF, Optional.empty(), Optional.of(wish), SecurityDescriptor.EMPTY);
        assertThat(made).isEqualTo(wish);
    }

    // MS-DTYP 2.5.3.4: "If the ACL is protected"
    @Test
    void aProtectedListInheritsNothingAndKeepsWhatWasInherited() throws Exception {
        assertThat(daclOf(LEAF, "D:(D;OI;WP;;;AN)", "D:P(A;;WP;;;AN)(A;ID;SD;;;AN)"))
                .isEqualTo("D:P(A;;WP;;;AN)(A;;SD;;;AN)");
        assertThat(daclOf(LEAF, "D:(D;OI;WP;;;AN)", "D:P")).isEqualTo("D:P");
    }

    // MS-DTYP 2.5.3.4: "An explicitly specified ACL ... can be empty or null"
    @Test
    void anEmptyOrANullListIsAWish() throws Exception {
        assertThat(daclOf(LEAF, "", "D:")).isEqualTo("D:");
        assertThat(daclOf(LEAF, "D:(D;OI;WP;;;AN)", "D:NO_ACCESS_CONTROL")).isEqualTo("D:NO_ACCESS_CONTROL");
        assertThat(daclOf(LEAF, "", "D:PNO_ACCESS_CONTROL")).isEqualTo("D:PNO_ACCESS_CONTROL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "D:", "D:NO_ACCESS_CONTROL", "D:(A;;RP;;;SY)", "D:(A;CI;RP;;;SY)", "D:(A;IO;RP;;;SY)"})
    void defaultsHoldWhereNothingIsInherited(String container) throws Exception {
        assertThat(daclOf(LEAF, container, "")).isEqualTo("D:(A;;LCRPLORC;;;WD)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;LA)");
    }

    @Test
    void aSystemListIsInheritedTooAndHasNoDefault() throws Exception {
        assertThat(describe(LEAF, "S:(AU;OISA;GA;;;WD)(ML;OI;NW;;;HI)", "D:"))
                .isEqualTo("O:LAG:DUD:S:AI(AU;IDSA;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)(ML;ID;NW;;;HI)");
        assertThat(describe(LEAF, "", "D:")).isEqualTo("O:LAG:DUD:");
        assertThat(describe(LEAF, "S:(AU;OISA;RP;;;WD)", "D:S:P(AU;FA;SD;;;CO)"))
                .isEqualTo("O:LAG:DUD:S:P(AU;FA;SD;;;LA)");
    }

    @Test
    void entriesOfUnknownTypesAreInheritedUntouched() throws Exception {
        Ace unknown = new Ace.Opaque(0x55, AceFlags.OBJECT_INHERIT, Octets.copyOf(new byte[] {1, 2, 3, 4}));
        SecurityDescriptor container = SecurityDescriptor.EMPTY.withDacl(Acl.of(unknown));

        assertThat(INHERITANCE
                        .describe(LEAF, Optional.of(container), Optional.empty(), SecurityDescriptor.EMPTY)
                        .dacl()
                        .aces())
                .containsExactly(unknown.withFlags(AceFlags.INHERITED));
    }

    @Test
    void anObjectThatNobodyOwnsKeepsThePlaceholder() throws Exception {
        SecurityDescriptor made = INHERITANCE.describe(
                LEAF, Optional.of(SDDL.parse("D:(A;OI;RP;;;CO)")), Optional.empty(), SecurityDescriptor.EMPTY);

        assertThat(SDDL.format(made)).isEqualTo("D:AI(A;ID;RP;;;CO)");
    }

    @Test
    void whatTheResourceManagerSetAndProtectionStay() throws Exception {
        SecurityDescriptor wish = new SecurityDescriptor(
                Control.RESOURCE_MANAGER_VALID | Control.DACL_AUTO_INHERIT_REQUIRED | Control.DACL_AUTO_INHERITED,
                7,
                Optional.of(Samples.ALICE),
                Optional.of(Samples.STAFF),
                new Acl.Absent(),
                Acl.of());
        SecurityDescriptor made =
                INHERITANCE.describe(LEAF, Optional.empty(), Optional.of(wish), SecurityDescriptor.EMPTY);

        assertThat(made).isEqualTo(wish.withControl(Control.RESOURCE_MANAGER_VALID));
    }

    @Test
    void aListThatBecomesTooLargeIsRefused() {
        List<Ace> many =
                Collections.nCopies(2000, Ace.allow(WellKnownSids.EVERYONE, 1).withFlags(AceFlags.OBJECT_INHERIT));
        SecurityDescriptor large = SecurityDescriptor.EMPTY.withDacl(Acl.of(many));

        assertThatExceptionOfType(InvalidDescriptorException.class)
                .isThrownBy(() ->
                        INHERITANCE.describe(LEAF, Optional.of(large), Optional.of(large), SecurityDescriptor.EMPTY))
                .withMessage("the DACL would have 80008 octets with what is inherited; 65532 are the most");
    }

    @Provide
    Arbitrary<SecurityDescriptor> descriptors() {
        return Samples.descriptors();
    }

    @Property
    void whatIsInheritedSaysSoAndTheRestDoesNot(
            @ForAll("descriptors") SecurityDescriptor container,
            @ForAll("descriptors") SecurityDescriptor creator,
            @ForAll boolean isContainer)
            throws Exception {
        SecurityDescriptor made = INHERITANCE.describe(
                new NewObject(isContainer, Set.of(Samples.CLASS)),
                Optional.of(container),
                Optional.of(creator),
                SecurityDescriptor.EMPTY);
        boolean isProtected = (creator.control() & Control.DACL_PROTECTED) != 0;

        List<Ace> aces = made.dacl().aces();
        int firstInherited = (int)
                aces.stream().takeWhile(ace -> !ace.has(AceFlags.INHERITED)).count();
        assertThat(aces.subList(firstInherited, aces.size())).allMatch(ace -> ace.has(AceFlags.INHERITED));
        if (isProtected && !(creator.dacl() instanceof Acl.Absent)) {
            assertThat(firstInherited).isEqualTo(aces.size());
        }
        if (!isContainer) {
            assertThat(aces.subList(firstInherited, aces.size()))
                    .noneMatch(ace ->
                            ace.has(AceFlags.INHERIT_ONLY | AceFlags.OBJECT_INHERIT | AceFlags.CONTAINER_INHERIT));
        }
        assertThat(aces).allMatch(ace -> !(ace instanceof Ace.Known known) || (known.mask() & 0xF000_0000) == 0);
    }

    /** What an entry of the creator grants on the object itself, it grants there too, whatever form it takes. */
    @Property
    void wishesGrantTheCreatorsOfAProtectedListTheSameAsBefore(
            @ForAll("descriptors") SecurityDescriptor wish, @ForAll boolean isContainer) throws Exception {
        SecurityDescriptor creator = wish.withOwner(Samples.ALICE)
                .withGroup(Samples.STAFF)
                .withControl(wish.control() | Control.DACL_PROTECTED)
                .withDacl(wish.dacl() instanceof Acl.Absent ? Acl.of() : wish.dacl());
        SecurityDescriptor made = INHERITANCE.describe(
                new NewObject(isContainer, Set.of()), Optional.empty(), Optional.of(creator), creator);

        // Before, the placeholders are in the token; afterwards, they are replaced by who is in it.
        Token asCreator =
                Token.of(Samples.ALICE, Samples.STAFF, WellKnownSids.CREATOR_OWNER, WellKnownSids.CREATOR_GROUP);
        Token afterwards = Token.of(Samples.ALICE, Samples.STAFF);
        int before = AccessCheck.of(creator, GenericMapping.DIRECTORY).granted(asCreator);
        assertThat(AccessCheck.of(made, GenericMapping.DIRECTORY).granted(afterwards))
                .isEqualTo(before)
                .matches(granted -> (granted & ~Rights.ALL) == 0);
    }
}
