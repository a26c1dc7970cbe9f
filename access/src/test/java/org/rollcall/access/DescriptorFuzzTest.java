package org.rollcall.access;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.Set;
import org.rollcall.access.check.AccessCheck;
import org.rollcall.access.check.ObjectTypes;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.access.inheritance.Inheritance;
import org.rollcall.access.inheritance.NewObject;
import org.rollcall.access.sddl.InvalidSddlException;
import org.rollcall.access.sddl.NoSddlFormException;
import org.rollcall.access.sddl.Sddl;

/**
 * Any octets are a descriptor or refused with an {@link InvalidDescriptorException}; what is a descriptor is written and
 * read again, in octets and, where it can be, as text, is checked, and inherited from. Ordinary runs replay the committed
 * seeds; to fuzz for as long as wanted, from the project's root:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 ./mvnw -pl access -am test -Dtest=DescriptorFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Djazzer.max_duration=30m
 * }</pre>
 */
class DescriptorFuzzTest {
    private static final DescriptorLimits LIMITS = new DescriptorLimits(4096, 64);
    private static final Sddl SDDL = new Sddl(Optional.of(Samples.DOMAIN));
    private static final Token TOKEN =
            Token.of(Samples.ALICE, WellKnownSids.EVERYONE, WellKnownSids.AUTHENTICATED_USERS);
    private static final ObjectTypes TYPES = ObjectTypes.of(new ObjectTypes.Node(
            Samples.CLASS, new ObjectTypes.Node(Samples.PROPERTY), new ObjectTypes.Node(Samples.SET)));
    private static final Inheritance INHERITANCE = new Inheritance(GenericMapping.DIRECTORY);

    @FuzzTest(maxDuration = "30m")
    void survivesEverything(byte[] octets) {
        SecurityDescriptor descriptor;
        try {
            descriptor = SecurityDescriptor.decode(octets, LIMITS);
        } catch (InvalidDescriptorException refusal) {
            return;
        }
        again(descriptor);
        asText(descriptor);
        check(descriptor);
        inherit(descriptor);
    }

    private static void again(SecurityDescriptor descriptor) {
        try {
            SecurityDescriptor second = SecurityDescriptor.decode(descriptor.encode(), LIMITS);
            hold(second.equals(descriptor), descriptor + " became " + second);
        } catch (InvalidDescriptorException refusal) {
            throw new AssertionError(descriptor + " can't be read again: " + refusal.text(), refusal);
        }
    }

    private static void asText(SecurityDescriptor descriptor) {
        String text;
        try {
            text = SDDL.format(descriptor);
        } catch (NoSddlFormException e) {
            return;
        }
        try {
            SecurityDescriptor second = SDDL.parse(text);
            hold(second.owner().equals(descriptor.owner()), text);
            hold(second.group().equals(descriptor.group()), text);
            hold(second.dacl().aces().equals(descriptor.dacl().aces()), text);
            hold(second.sacl().aces().equals(descriptor.sacl().aces()), text);
        } catch (InvalidSddlException e) {
            throw new AssertionError(text + " can't be read: " + e.text(), e);
        }
    }

    private static void check(SecurityDescriptor descriptor) {
        AccessCheck check = AccessCheck.of(descriptor, GenericMapping.DIRECTORY);
        int granted = check.granted(TOKEN, Optional.of(Samples.ALICE));
        hold((granted & ~Rights.ALL) == 0, "granted " + granted);
        int whole = check.granted(TOKEN, Optional.of(Samples.ALICE), TYPES).whole();
        hold(check.isObjectSpecific() || whole == granted, "granted " + granted + " and " + whole);
    }

    private static void inherit(SecurityDescriptor descriptor) {
        NewObject object = new NewObject(true, Set.of(Samples.CLASS));
        try {
            SecurityDescriptor child = INHERITANCE.describe(
                    object, Optional.of(descriptor), Optional.of(descriptor), SecurityDescriptor.EMPTY);
            hold((child.dacl() instanceof Acl.Absent) == (descriptor.dacl() instanceof Acl.Absent), child.toString());
            INHERITANCE.describe(object, Optional.of(child), Optional.empty(), SecurityDescriptor.EMPTY);
        } catch (InvalidDescriptorException e) {
            throw new AssertionError(descriptor + " is too large to inherit", e);
        }
    }

    private static void hold(boolean truth, String otherwise) {
        if (!truth) {
            throw new AssertionError(otherwise);
        }
    }
}
