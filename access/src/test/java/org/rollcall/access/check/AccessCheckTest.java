package org.rollcall.access.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rollcall.access.Octets;
import org.rollcall.access.Samples;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceFlags;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

class AccessCheckTest {
    private static final Sid EVERYONE = WellKnownSids.EVERYONE;
    private static final int READ = Rights.READ_PROPERTY;
    private static final int WRITE = Rights.WRITE_PROPERTY;
    private static final int OWNERS = Rights.READ_CONTROL | Rights.WRITE_DAC;

    private static final Token ALICE = Token.of(Samples.ALICE, EVERYONE);
    private static final Token BOB = Token.of(Samples.BOB, Samples.STAFF, EVERYONE);
    private static final Token STRANGER = Token.of(WellKnownSids.ANONYMOUS, EVERYONE);

    private static AccessCheck check(Ace... dacl) {
        return check(Samples.ofAlice(dacl));
    }

    private static AccessCheck check(SecurityDescriptor descriptor) {
        return AccessCheck.of(descriptor, GenericMapping.DIRECTORY);
    }

    private static OptionalInt bobAsks(AccessCheck check, int desired) {
        return check.check(BOB, Optional.empty(), desired);
    }

    // MS-TAIL 4.7.2: what Dialer gives its conferences
    @Test
    void everyoneReadsAndTheUserMayEverything() {
        AccessCheck check =
                check(Ace.allow(EVERYONE, Rights.GENERIC_READ), Ace.allow(Samples.ALICE, Rights.GENERIC_ALL));

        assertThat(check.granted(STRANGER)).isEqualTo(GenericMapping.DIRECTORY.read());
        assertThat(check.granted(ALICE)).isEqualTo(GenericMapping.DIRECTORY.all());
        assertThat(check.isObjectSpecific()).isFalse();
    }

    // MS-DTYP 2.5.3.2, MS-ADTS 5.1.3.3.1
    @Test
    void withoutADaclEverybodyMayEverythingWithAnEmptyOneTheOwnerMaySee() {
        SecurityDescriptor descriptor = SecurityDescriptor.EMPTY.withOwner(Samples.ALICE);

        assertThat(check(descriptor).granted(STRANGER)).isEqualTo(Rights.ALL);
        assertThat(check(descriptor.withDacl(new Acl.Null())).granted(STRANGER)).isEqualTo(Rights.ALL);
        assertThat(check(descriptor.withDacl(Acl.of())).granted(STRANGER)).isZero();
        assertThat(check(descriptor.withDacl(Acl.of())).granted(ALICE)).isEqualTo(OWNERS);
    }

    // MS-ADTS 5.1.3.1
    @Test
    void theFirstEntryThatNamesARightDecides() {
        Ace grantsGroup = Ace.allow(Samples.STAFF, READ);
        Ace deniesUser = Ace.deny(Samples.BOB, READ | WRITE);
        Ace grantsAll = Ace.allow(EVERYONE, READ | WRITE);

        assertThat(check(grantsGroup, deniesUser, grantsAll).granted(BOB)).isEqualTo(READ);
        assertThat(check(deniesUser, grantsGroup, grantsAll).granted(BOB)).isZero();
        assertThat(check(deniesUser, grantsGroup, grantsAll).granted(STRANGER)).isEqualTo(READ | WRITE);
    }

    // MS-DTYP 2.5.3.2
    @Test
    void aRequestIsGrantedWholeOrNotAtAll() {
        AccessCheck check = check(Ace.allow(Samples.STAFF, READ), Ace.allow(EVERYONE, WRITE));

        assertThat(bobAsks(check, READ | WRITE)).hasValue(READ | WRITE);
        assertThat(bobAsks(check, READ)).hasValue(READ);
        assertThat(bobAsks(check, READ | Rights.DELETE)).isEmpty();
        assertThat(bobAsks(check, 0)).hasValue(0);
    }

    // MS-DTYP 2.4.3, MAXIMUM_ALLOWED
    @Test
    void theMaximumIsAllThatIsGranted() {
        AccessCheck check = check(Ace.allow(EVERYONE, READ | WRITE), Ace.deny(Samples.BOB, WRITE | Rights.DELETE));

        assertThat(bobAsks(check, Rights.MAXIMUM_ALLOWED)).hasValue(READ | WRITE);
        assertThat(bobAsks(check, Rights.MAXIMUM_ALLOWED | READ)).hasValue(READ | WRITE);
        assertThat(bobAsks(check, Rights.MAXIMUM_ALLOWED | Rights.DELETE)).isEmpty();
        assertThat(bobAsks(check(), Rights.MAXIMUM_ALLOWED)).isEmpty();
    }

    // MS-DTYP 2.4.3; the mapping of MS-ADTS 5.1.3.2
    @Test
    void genericRightsStandForOthersInRequestsAndInEntries() {
        AccessCheck check =
                check(Ace.deny(Samples.STAFF, Rights.GENERIC_WRITE), Ace.allow(EVERYONE, Rights.GENERIC_ALL));

        assertThat(bobAsks(check, Rights.GENERIC_WRITE)).isEmpty();
        assertThat(bobAsks(check, WRITE)).isEmpty();
        assertThat(bobAsks(check, Rights.LIST_CONTENTS)).hasValue(Rights.LIST_CONTENTS);
        assertThat(check.check(STRANGER, Optional.empty(), Rights.GENERIC_READ))
                .hasValue(GenericMapping.DIRECTORY.read());
    }

    // MS-DTYP 2.4.4.1, INHERIT_ONLY_ACE
    @Test
    void entriesForChildrenOnlySayNothingHere() {
        assertThat(check(
                                Ace.deny(EVERYONE, READ).withFlags(AceFlags.INHERIT_ONLY | AceFlags.CONTAINER_INHERIT),
                                Ace.allow(EVERYONE, READ).withFlags(AceFlags.CONTAINER_INHERIT | AceFlags.INHERITED))
                        .granted(BOB))
                .isEqualTo(READ);
    }

    // MS-DTYP 2.5.3.2: the owner's rights are taken from the request before any entry is looked at
    @Test
    void noEntryDeniesTheOwnerWhatOwnersMay() {
        assertThat(check(Ace.deny(EVERYONE, Rights.ALL)).granted(ALICE)).isEqualTo(OWNERS);
        assertThat(check(Ace.deny(EVERYONE, Rights.ALL)).granted(BOB)).isZero();
    }

    // MS-DTYP 2.4.2.4, OWNER_RIGHTS
    @Test
    void entriesForTheOwnersRightsTakeTheirPlace() {
        Ace readOnly = Ace.allow(WellKnownSids.OWNER_RIGHTS, Rights.READ_CONTROL | READ);

        assertThat(check(readOnly).granted(ALICE)).isEqualTo(Rights.READ_CONTROL | READ);
        assertThat(check(readOnly).granted(BOB)).isZero();
        assertThat(check(readOnly.withFlags(AceFlags.INHERIT_ONLY)).granted(ALICE))
                .isEqualTo(OWNERS);
        assertThat(check(Ace.deny(WellKnownSids.OWNER_RIGHTS, WRITE), Ace.allow(EVERYONE, WRITE))
                        .granted(ALICE))
                .isZero();
        assertThat(check(SecurityDescriptor.EMPTY.withDacl(Acl.of(readOnly)))
                        .granted(Token.of(WellKnownSids.OWNER_RIGHTS)))
                .isZero();
    }

    // MS-DTYP 2.5.3.1.1
    @Test
    void anEntryForTheObjectItselfConcernsWhomItStandsFor() {
        AccessCheck check = check(Ace.allow(WellKnownSids.PRINCIPAL_SELF, WRITE));

        assertThat(check.granted(BOB, Optional.of(Samples.BOB))).isEqualTo(WRITE);
        assertThat(check.granted(BOB, Optional.of(Samples.STAFF))).isEqualTo(WRITE);
        assertThat(check.granted(BOB, Optional.of(Samples.ALICE))).isZero();
        assertThat(check.granted(BOB)).isZero();
        assertThat(check.granted(Token.of(WellKnownSids.PRINCIPAL_SELF))).isZero();
    }

    @Test
    void groupsForDenialsOnlyGrantNothing() {
        Token token = new Token(Samples.BOB, Set.of(EVERYONE), Set.of(Samples.STAFF, Samples.ALICE), Set.of());

        assertThat(check(Ace.allow(Samples.STAFF, READ)).granted(token)).isZero();
        assertThat(check(Ace.deny(Samples.STAFF, READ), Ace.allow(EVERYONE, READ | WRITE))
                        .granted(token))
                .isEqualTo(WRITE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Token(Samples.BOB, Set.of(), Set.of(Samples.BOB), Set.of()));
    }

    // MS-DTYP 2.5.3.2, the first two steps
    @Test
    void privilegesGrantWhatNoEntryCan() {
        int security = Rights.ACCESS_SYSTEM_SECURITY;
        Token keeper = new Token(Samples.BOB, Set.of(), Set.of(), Set.of(Privilege.SECURITY, Privilege.TAKE_OWNERSHIP));
        AccessCheck check = check(Ace.deny(Samples.BOB, Rights.ALL), Ace.allow(EVERYONE, security | READ));

        assertThat(check.granted(keeper)).isEqualTo(security | Rights.WRITE_OWNER);
        assertThat(check.granted(STRANGER)).isEqualTo(READ);
        assertThat(check.check(STRANGER, Optional.empty(), security)).isEmpty();
        assertThat(check(SecurityDescriptor.EMPTY).check(STRANGER, Optional.empty(), security))
                .isEmpty();
    }

    // MS-DTYP 2.4.4.17.3: UNKNOWN
    @Test
    void conditionsAreUnknownSoThatTheyGrantNothingAndDenyAll() {
        Octets condition = Octets.copyOf(new byte[] {0x61, 0x72, 0x74, 0x78});
        Ace grant = new Ace.Plain(AceType.ALLOWED_CALLBACK, 0, READ | WRITE, EVERYONE, condition);
        Ace denial = new Ace.Plain(AceType.DENIED_CALLBACK, 0, READ, EVERYONE, condition);

        assertThat(check(grant).granted(BOB)).isZero();
        assertThat(check(denial, Ace.allow(EVERYONE, READ | WRITE)).granted(BOB))
                .isEqualTo(WRITE);
    }

    // MS-DTYP 2.4.5: what belongs in a SACL; 2.4.4.1: reserved types
    @Test
    void otherEntriesNeitherGrantNorDeny() {
        List<Ace> aces = new ArrayList<>();
        for (AceType type : AceType.values()) {
            if (type.effect() == AceType.Effect.NONE && !type.isObjectSpecific()) {
                aces.add(new Ace.Plain(type, 0, Rights.ALL, EVERYONE, Octets.EMPTY));
            }
        }
        for (int code : new int[] {0x03, 0x04, 0x08, 0x0E, 0x10, 0x14, 0xFF}) {
            aces.add(new Ace.Opaque(
                    code, 0, Octets.copyOf(Ace.deny(EVERYONE, Rights.ALL).sid().encode())));
        }
        aces.add(Ace.allow(EVERYONE, READ));

        assertThat(check(aces.toArray(Ace[]::new)).granted(BOB)).isEqualTo(READ);
    }

    // MS-DTYP 2.5.3.2: without an object tree no node is found; MS-ADTS 5.1.3.3.3: without a type it is a plain entry
    @Test
    void entriesForPartsAreNoneOfTheWholeObject() {
        AccessCheck check = check(
                Samples.ofObject(AceType.DENIED_OBJECT, EVERYONE, READ, Samples.PROPERTY),
                new Ace.OfObject(
                        AceType.ALLOWED_OBJECT, 0, READ, Optional.empty(), Optional.empty(), EVERYONE, Octets.EMPTY),
                Samples.ofObject(AceType.ALLOWED_OBJECT, EVERYONE, WRITE, Samples.PROPERTY));

        assertThat(check.granted(BOB)).isEqualTo(READ);
        assertThat(check.isObjectSpecific()).isTrue();
    }

    @Test
    void anAnswerAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Ace> aces = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            aces.add(Ace.allow(Samples.DOMAIN.append(2000 + i), READ));
            aces.add(Ace.deny(Samples.DOMAIN.append(3000 + i), WRITE));
        }
        aces.add(Ace.allow(WellKnownSids.PRINCIPAL_SELF, Rights.DELETE));
        aces.add(Ace.allow(EVERYONE, READ));
        AccessCheck check = check(aces.toArray(Ace[]::new));
        Optional<Sid> self = Optional.of(Samples.BOB);
        long allocated = 0;
        int granted = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                granted |= check.granted(BOB, self) | check.granted(STRANGER);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        // Not a byte per answer; what remains is the measuring itself.
        assertThat(allocated).isLessThan(20_000);
        assertThat(granted).isEqualTo(READ | Rights.DELETE);
    }
}
