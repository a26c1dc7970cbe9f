package org.rollcall.access.sddl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.rollcall.access.Octets;
import org.rollcall.access.Samples;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceFlags;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.Control;
import org.rollcall.access.descriptor.SecurityDescriptor;

class SddlRoundTripTest {
    private static final Sddl SDDL = new Sddl(Optional.of(Samples.DOMAIN));
    private static final int WITH_TEXT = Control.DACL_PROTECTED
            | Control.DACL_AUTO_INHERIT_REQUIRED
            | Control.DACL_AUTO_INHERITED
            | Control.SACL_PROTECTED
            | Control.SACL_AUTO_INHERIT_REQUIRED
            | Control.SACL_AUTO_INHERITED;

    @Provide
    Arbitrary<SecurityDescriptor> descriptors() {
        return Samples.descriptors().map(SddlRoundTripTest::withText);
    }

    /** What of a descriptor SDDL can say. */
    private static SecurityDescriptor withText(SecurityDescriptor any) {
        int control = any.control() & WITH_TEXT;
        if (any.dacl() instanceof Acl.Absent) {
            control &= ~(Control.DACL_PROTECTED | Control.DACL_AUTO_INHERIT_REQUIRED | Control.DACL_AUTO_INHERITED);
        }
        if (any.sacl() instanceof Acl.Absent) {
            control &= ~(Control.SACL_PROTECTED | Control.SACL_AUTO_INHERIT_REQUIRED | Control.SACL_AUTO_INHERITED);
        }
        return new SecurityDescriptor(control, 0, any.owner(), any.group(), withText(any.sacl()), withText(any.dacl()));
    }

    private static Acl withText(Acl any) {
        return any instanceof Acl.Entries entries
                ? Acl.of(entries.aces().stream()
                        .map(SddlRoundTripTest::withText)
                        .flatMap(Optional::stream)
                        .toList())
                : any;
    }

    private static Optional<Ace> withText(Ace any) {
        int flags = any.flags() & ~0x20;
        return switch (any) {
            case Ace.Plain plain
            when hasText(plain.type()) ->
                Optional.of(new Ace.Plain(plain.type(), flags, plain.mask(), plain.sid(), Octets.EMPTY));
            case Ace.OfObject ofObject
            when hasText(ofObject.type()) ->
                Optional.of(new Ace.OfObject(
                        ofObject.type(),
                        flags,
                        ofObject.mask(),
                        ofObject.objectType(),
                        ofObject.inheritedObjectType(),
                        ofObject.sid(),
                        Octets.EMPTY));
            default -> Optional.empty();
        };
    }

    private static boolean hasText(AceType type) {
        return !type.isCallback() && type != AceType.RESOURCE_ATTRIBUTE;
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("descriptors") SecurityDescriptor descriptor) throws Exception {
        assertThat(SDDL.parse(SDDL.format(descriptor))).isEqualTo(descriptor);
    }

    @Property
    void anyDescriptorIsWrittenOrRefused(@ForAll("any") SecurityDescriptor descriptor) throws Exception {
        String text;
        try {
            text = SDDL.format(descriptor);
        } catch (NoSddlFormException e) {
            assertThat(withText(descriptor)
                                    .dacl()
                                    .aces()
                                    .equals(descriptor.dacl().aces())
                            && withText(descriptor)
                                    .sacl()
                                    .aces()
                                    .equals(descriptor.sacl().aces()))
                    .as(e.text())
                    .isFalse();
            return;
        }
        assertThat(SDDL.parse(text)).isEqualTo(withText(descriptor));
    }

    @Provide
    Arbitrary<SecurityDescriptor> any() {
        return Samples.descriptors();
    }

    @Property
    void aChangedCharacterIsReadOrRefusedWhereItIs(
            @ForAll("descriptors") SecurityDescriptor descriptor,
            @ForAll @IntRange(max = 10_000) int at,
            @ForAll @CharRange(from = ' ', to = '~') char changed)
            throws Exception {
        String text = SDDL.format(descriptor);
        Assume.that(!text.isEmpty());
        int index = at % text.length();
        readOrRefuse(text.substring(0, index));
        readOrRefuse(text.substring(0, index) + changed + text.substring(index + 1));
        readOrRefuse(text.substring(0, index) + changed + text.substring(index));
        readOrRefuse(text.substring(0, index) + text.substring(index + 1));
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        readOrRefuse(text);
        readOrRefuse("D:(A;" + text);
        readOrRefuse("O:S-1-" + text);
    }

    private static void readOrRefuse(String text) {
        try {
            SecurityDescriptor read = SDDL.parse(text);
            assertThat(SDDL.parse(SDDL.format(read))).isEqualTo(read);
        } catch (InvalidSddlException e) {
            assertThat(e.offset()).isBetween(0, text.length());
            assertThat(e.text()).hasSizeLessThan(400);
        } catch (NoSddlFormException e) {
            throw new AssertionError(text + " was read, and has no text form", e);
        }
    }

    @Property
    void flagsKeepTheirNames(@ForAll @IntRange(max = 0xFF) int flags) throws Exception {
        int named = flags & ~0x20;
        Ace ace = Ace.allow(Samples.ALICE, 1).withFlags(named);
        String text = SDDL.format(SecurityDescriptor.EMPTY.withDacl(Acl.of(ace)));

        assertThat(text.contains("ID")).isEqualTo((named & AceFlags.INHERITED) != 0);
        assertThat(SDDL.parse(text).dacl().aces()).containsExactly(ace);
    }
}
