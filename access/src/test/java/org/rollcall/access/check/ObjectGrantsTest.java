package org.rollcall.access.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rollcall.access.Samples;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

/** MS-ADTS 5.1.3.3.3: a class with a set of two properties, and one property beside it. */
class ObjectGrantsTest {
    private static final Sid EVERYONE = WellKnownSids.EVERYONE;
    private static final int READ = Rights.READ_PROPERTY;
    private static final int WRITE = Rights.WRITE_PROPERTY;
    private static final ObjectTypes TYPES = ObjectTypes.of(new ObjectTypes.Node(
            Samples.CLASS,
            new ObjectTypes.Node(
                    Samples.SET, new ObjectTypes.Node(Samples.PROPERTY), new ObjectTypes.Node(Samples.OTHER_PROPERTY)),
            new ObjectTypes.Node(Samples.THIRD_PROPERTY)));

    private static ObjectGrants grants(Ace... dacl) {
        return AccessCheck.of(Samples.ofAlice(dacl), GenericMapping.DIRECTORY)
                .granted(Token.of(Samples.BOB, EVERYONE), Optional.empty(), TYPES);
    }

    private static Ace allow(UUID guid, int mask) {
        return Samples.ofObject(AceType.ALLOWED_OBJECT, EVERYONE, mask, guid);
    }

    private static Ace deny(UUID guid, int mask) {
        return Samples.ofObject(AceType.DENIED_OBJECT, EVERYONE, mask, guid);
    }

    private static void assertGrants(
            ObjectGrants grants, int whole, int set, int property, int otherProperty, int thirdProperty) {
        assertThat(new int[] {
                    grants.whole(),
                    grants.of(Samples.CLASS),
                    grants.of(Samples.SET),
                    grants.of(Samples.PROPERTY),
                    grants.of(Samples.OTHER_PROPERTY),
                    grants.of(Samples.THIRD_PROPERTY)
                })
                .containsExactly(whole, whole, set, property, otherProperty, thirdProperty);
    }

    @Test
    void whatIsGrantedToTheWholeIsGrantedToAllParts() {
        assertGrants(grants(Ace.allow(EVERYONE, READ)), READ, READ, READ, READ, READ);
        assertGrants(grants(allow(Samples.CLASS, READ)), READ, READ, READ, READ, READ);
    }

    @Test
    void whatIsGrantedToASetIsGrantedToWhatIsInIt() {
        assertGrants(grants(allow(Samples.SET, READ)), 0, READ, READ, READ, 0);
        assertGrants(grants(allow(Samples.PROPERTY, READ)), 0, 0, READ, 0, 0);
    }

    @Test
    void whatIsGrantedToAllPartsIsGrantedToTheWholeRightByRight() {
        assertGrants(
                grants(allow(Samples.PROPERTY, READ | WRITE), allow(Samples.OTHER_PROPERTY, READ)),
                0,
                READ,
                READ | WRITE,
                READ,
                0);
        assertGrants(
                grants(
                        allow(Samples.PROPERTY, READ),
                        allow(Samples.THIRD_PROPERTY, READ),
                        allow(Samples.OTHER_PROPERTY, READ)),
                READ,
                READ,
                READ,
                READ,
                READ);
    }

    @Test
    void whatIsDeniedToAPartIsDeniedToWhatItIsPartOf() {
        assertGrants(grants(deny(Samples.PROPERTY, READ), Ace.allow(EVERYONE, READ)), 0, 0, 0, READ, READ);
        assertGrants(grants(deny(Samples.SET, READ), Ace.allow(EVERYONE, READ)), 0, 0, 0, 0, READ);
        assertGrants(grants(Ace.deny(EVERYONE, READ), allow(Samples.SET, READ)), 0, 0, 0, 0, 0);
    }

    @Test
    void whatWasGrantedIsNotDeniedAfterwards() {
        assertGrants(grants(Ace.allow(EVERYONE, READ), deny(Samples.PROPERTY, READ)), READ, READ, READ, READ, READ);
        assertGrants(
                grants(allow(Samples.PROPERTY, READ), deny(Samples.PROPERTY, READ), Ace.allow(EVERYONE, READ)),
                READ,
                READ,
                READ,
                READ,
                READ);
        assertGrants(
                grants(allow(Samples.PROPERTY, READ), Ace.deny(EVERYONE, READ), Ace.allow(EVERYONE, READ)),
                0,
                0,
                READ,
                0,
                0);
    }

    @Test
    void entriesForOtherPartsArePassedOver() {
        assertGrants(
                grants(deny(new UUID(1, 2), READ), allow(new UUID(1, 2), WRITE), Ace.allow(EVERYONE, READ)),
                READ,
                READ,
                READ,
                READ,
                READ);
    }

    // MS-DTYP 2.5.3.2: each node's remaining rights are the request without what the owner may
    @Test
    void whatAnOwnerMayIsGrantedToAllParts() {
        int owners = Rights.READ_CONTROL | Rights.WRITE_DAC;
        ObjectGrants grants = AccessCheck.of(Samples.ofAlice(), GenericMapping.DIRECTORY)
                .granted(Token.of(Samples.ALICE), Optional.empty(), TYPES);

        assertGrants(grants, owners, owners, owners, owners, owners);
    }

    @Test
    void aTreeHasEachGuidOnceAndAnswersForThoseItHas() {
        ObjectTypes.Node twice = new ObjectTypes.Node(
                Samples.CLASS, new ObjectTypes.Node(Samples.SET), new ObjectTypes.Node(Samples.SET));
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectTypes.of(twice));
        assertThatIllegalArgumentException().isThrownBy(() -> grants().of(new UUID(1, 2)));
    }
}
