package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.APPLICATIONS;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.descriptor;
import static org.rollcall.directory.engine.Lab.refusal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;

/** What becomes of the descriptors that clients write, and of those that are there. */
class EntryDescriptorsTest {
    private static final String A = "cn=a," + DYNAMIC;
    private static final Sid CAROL = Sid.of(5, 21, 1, 2, 3, 1001);

    private final MapStore store = new MapStore();
    private final Lab lab = new Lab(EngineSettings.DEFAULT, store);

    private static Attribute octets(byte... octets) {
        return new Attribute("ntSecurityDescriptor", List.of(OctetString.wrap(octets)));
    }

    @Test
    void whatIsNoDescriptorIsRefusedWithWhatIsWrong() {
        assertThatThrownBy(() -> lab.add(ALICE, lab.person("a", octets((byte) 1, (byte) 0, (byte) 4, (byte) 0x80))))
                .isInstanceOfSatisfying(DirectoryException.class, refusal -> {
                    assertThat(refusal.result().code()).isEqualTo(ResultCode.INVALID_ATTRIBUTE_SYNTAX);
                    assertThat(refusal.result().diagnosticMessage())
                            .startsWith("ntSecurityDescriptor: malformed security descriptor: ");
                });
        lab.add(ALICE, lab.person("a"));
        assertThat(refusal(() -> lab.replace(ALICE, A, octets((byte) 7))))
                .isEqualTo(ResultCode.INVALID_ATTRIBUTE_SYNTAX);
        assertThat(lab.sddl(A)).isEmpty();
    }

    @Test
    void aListThatWouldTakeLongToGoThroughIsRefused() {
        List<Ace> many = IntStream.range(0, 129)
                .<Ace>mapToObj(i -> Ace.allow(Sid.of(5, 21, i), Rights.READ_PROPERTY))
                .toList();
        SecurityDescriptor most = SecurityDescriptor.EMPTY.withDacl(Acl.of(many.subList(0, 128)));
        lab.add(ALICE, lab.person("most", descriptor(most)));
        assertThat(refusal(() ->
                        lab.add(ALICE, lab.person("a", descriptor(SecurityDescriptor.EMPTY.withDacl(Acl.of(many)))))))
                .isEqualTo(ResultCode.INVALID_ATTRIBUTE_SYNTAX);
    }

    @Test
    void twoDescriptorsAreAConstraintViolation() {
        Attribute one = descriptor("D:(A;;RP;;;WD)");
        assertThat(refusal(() -> lab.add(
                        ALICE,
                        lab.person(
                                "a",
                                new Attribute(
                                        "ntSecurityDescriptor",
                                        List.of(one.values().getFirst(), OctetString.of("x")))))))
                .isEqualTo(ResultCode.CONSTRAINT_VIOLATION);
    }

    @Test
    void whatAClientWroteIsWhatItReadsAgain() {
        // With a hole behind the header, where clients may leave one.
        byte[] tight = descriptor("D:(A;;LCRPLORC;;;WD)").values().getFirst().toByteArray();
        byte[] loose = new byte[tight.length + 4];
        System.arraycopy(tight, 0, loose, 0, 20);
        System.arraycopy(tight, 20, loose, 24, tight.length - 20);
        loose[16] += 4;
        lab.add(ALICE, lab.person("a", octets(loose)));
        assertThat(lab.view(BOB).read(lab.name(A)).orElseThrow().descriptor(7)).contains(OctetString.wrap(loose));
    }

    @Test
    void whoLeavesTheDaclOutDoesNotGiveTheEntryAway() {
        lab.add(ALICE, lab.person("a", descriptor("O:" + CAROL)));
        assertThat(lab.sddl(A)).isEqualTo("O:" + CAROL + "D:(A;;LCRPLORC;;;WD)");
        assertThat(refusal(() -> lab.delete(BOB, A))).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    @Test
    void theUserWhoCreatesIsTheOwnerWhereNobodyIsNamedAndNobodyInParticularIsNot() {
        lab.add(Lab.principal("carol", CAROL), lab.person("c", descriptor("D:(A;;RP;;;WD)")));
        assertThat(lab.sddl("cn=c," + DYNAMIC)).isEqualTo("O:" + CAROL + "D:(A;;RP;;;WD)");
        lab.add(ALICE, lab.person("a", descriptor("D:(A;;RPWD;;;WD)")));
        assertThat(lab.sddl(A)).isEqualTo("D:(A;;RPWD;;;WD)");
        lab.replace(Lab.principal("carol", CAROL, WellKnownSids.EVERYONE), A, descriptor("D:(A;;RP;;;WD)"));
        assertThat(lab.sddl(A)).as("who changes it has not created it").isEqualTo("D:(A;;RP;;;WD)");
    }

    @Test
    void entriesInheritFromWhatTheyStandIn() {
        lab.replace(Asker.SERVER, DYNAMIC, descriptor("D:(A;;CCLCRPRC;;;WD)(A;CI;RP;;;" + CAROL + ")"));
        lab.add(ALICE, lab.person("a"));
        assertThat(lab.sddl(A)).isEqualTo("D:AI(A;CIID;RP;;;" + CAROL + ")");
        assertThat(lab.exists(BOB, A)).isFalse();
        assertThat(lab.exists(Lab.principal("carol", CAROL), A)).isTrue();

        lab.add(ALICE, lab.person("b", descriptor("D:(A;;RP;;;WD)")));
        assertThat(lab.sddl("cn=b," + DYNAMIC)).isEqualTo("D:AI(A;;RP;;;WD)(A;CIID;RP;;;" + CAROL + ")");
        lab.add(ALICE, lab.person("p", descriptor("D:P(A;;RP;;;WD)")));
        assertThat(lab.sddl("cn=p," + DYNAMIC)).isEqualTo("D:P(A;;RP;;;WD)");

        lab.replace(ALICE, "cn=p," + DYNAMIC, new Attribute("ntSecurityDescriptor", List.of()));
        assertThat(lab.sddl("cn=p," + DYNAMIC)).as("none of its own").isEqualTo(lab.sddl(A));
    }

    @Test
    void whatStandsBeneathALevelThatJustComesAlongInheritsFromAboveThat() {
        lab.replace(Asker.SERVER, APPLICATIONS, descriptor("D:(A;;CCLCRPRC;;;WD)(A;CI;RP;;;" + CAROL + ")"));
        lab.add(ALICE, lab.application("a", "x"));
        lab.add(ALICE, lab.application("b", "x"));
        for (String cn : List.of("a", "b")) {
            assertThat(lab.sddl("cn=" + cn + ",appName=x," + APPLICATIONS))
                    .isEqualTo("D:AI(A;CIID;RP;;;" + CAROL + ")");
        }
    }

    @Test
    void nothingIsInheritedWhereNothingIsHandedOn() {
        lab.replace(Asker.SERVER, DYNAMIC, descriptor("D:(A;;CCLCRPRC;;;WD)"));
        lab.add(ALICE, lab.person("a"));
        assertThat(lab.sddl(A)).isEmpty();
    }

    @Test
    void aContainerWithADescriptorSaysWhoMayCreateInIt() {
        lab.replace(Asker.SERVER, DYNAMIC, descriptor("D:(A;;LCRPRC;;;WD)(A;;CC;;;" + CAROL + ")"));
        assertThat(refusal(() -> lab.add(ALICE, lab.person("a")))).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        lab.add(Lab.principal("carol", CAROL, WellKnownSids.EVERYONE), lab.person("c"));
    }

    @Test
    void whatWasKeptBeforeAnybodyLookedIsForItsOwnerAndThePrivilegedOnly() {
        lab.add(ALICE, lab.person("a", descriptor("D:(A;;RP;;;WD)")));
        byte[] good = descriptor("D:(A;;RP;;;WD)").values().getFirst().toByteArray();
        patch(good, (octets, at) -> Arrays.fill(octets, at, at + good.length, (byte) 0));
        Lab next = lab.restarted(Duration.ZERO);
        assertThat(next.recovered.entries()).isEqualTo(1);
        assertThat(next.exists(BOB, A)).isFalse();
        assertThat(next.list(BOB, "(cn=a)")).isEmpty();
        assertThat(next.exists(ALICE, A)).isTrue();
        assertThat(next.exists(Asker.SERVER, A)).isTrue();
        // It can be mended, and changed without being mended.
        next.replace(ALICE, A, Attribute.of("sn", "x"));
        assertThat(next.exists(BOB, A)).isFalse();
        next.replace(ALICE, A, descriptor("D:(A;;RP;;;WD)"));
        assertThat(next.exists(BOB, A)).isTrue();
    }

    @Test
    void aStartHeedsTheDescriptorsOfAStoreFromBeforeTheyWereHeeded() {
        lab.add(ALICE, lab.person("a", descriptor("D:(A;;RP;;;" + CAROL + ")")));
        // The note that there is a descriptor is the top bit of the contents' first octet.
        byte[] contents =
                lab.view(ALICE).read(lab.name(A)).orElseThrow().entry().wire();
        patch(contents, (octets, at) -> octets[at] &= 0x7f);
        Lab next = lab.restarted(Duration.ZERO);
        assertThat(next.exists(ALICE, A)).isTrue();
        assertThat(next.exists(BOB, A)).isFalse();
    }

    /** Changes what the store holds, where these octets stand in it. */
    private void patch(byte[] wanted, BiConsumer<byte[], Integer> change) {
        store.entries().replaceAll((key, value) -> {
            byte[] octets = value.toByteArray();
            for (int at = 0; at + wanted.length <= octets.length; at++) {
                if (Arrays.equals(octets, at, at + wanted.length, wanted, 0, wanted.length)) {
                    change.accept(octets, at);
                    return OctetString.wrap(octets);
                }
            }
            throw new AssertionError("not in the store");
        });
    }

    @Test
    void entriesShareTheGuardsOfTheirDescriptors() {
        for (int i = 0; i < 50; i++) {
            lab.add(ALICE, lab.person("p" + i, descriptor("D:(A;;RP;;;" + Sid.of(5, 21, i % 5) + ")")));
        }
        assertThat(lab.list(BOB, "(cn=*)")).isEmpty();
        assertThat(lab.directory.core().sight().guards().size()).isEqualTo(5);
    }

    @Test
    void aDescriptorMadeForPartsOfAnEntryGrantsNothingAndDeniesTheWhole() {
        String part = "5b47d60f-6090-40b2-9f37-2a4de88f3063";
        lab.add(ALICE, lab.person("a", descriptor("D:(OA;;RP;" + part + ";;WD)")));
        assertThat(lab.exists(BOB, A)).isFalse();
        lab.add(ALICE, lab.person("b", descriptor("D:(OD;;RP;" + part + ";;AN)(A;;RP;;;WD)")));
        assertThat(lab.exists(BOB, "cn=b," + DYNAMIC)).isFalse();
        lab.add(ALICE, lab.person("c", descriptor("D:(OD;;WP;" + part + ";;WD)(A;;RP;;;WD)")));
        assertThat(lab.exists(BOB, "cn=c," + DYNAMIC)).isTrue();
    }
}
