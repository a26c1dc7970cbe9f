package org.rollcall.directory.engine;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.check.AccessCheck;
import org.rollcall.access.check.ObjectTypes;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.SecurityDescriptor;

/**
 * What one security descriptor grants, ready to be asked often. Rights are to whole entries: who grants somebody a part
 * of an entry grants nothing, and who denies a part denies the whole, so that a descriptor made for finer checks gives
 * away nothing here.
 */
final class Guard {
    private static final UUID WHOLE = new UUID(0x8f2d_6a51_93c0_4e7bL, 0xa1d4_07be_52f9_c836L);
    /** A part that no descriptor names: what is granted to all parts that are named is not granted to the whole. */
    private static final UUID REST = new UUID(0x3b90_e4c7_1f58_4d26L, 0xb6e2_94a8_70d3_5c1fL);

    private final int number;
    private final @Nullable AccessCheck check;
    private final @Nullable ObjectTypes parts;

    private Guard(int number, @Nullable AccessCheck check, @Nullable ObjectTypes parts) {
        this.number = number;
        this.check = check;
        this.parts = parts;
    }

    /** @param octets where these are no descriptor, nobody is granted anything */
    static Guard of(byte[] octets, int number) {
        try {
            SecurityDescriptor descriptor = SecurityDescriptor.decode(octets, DescriptorLimits.DEFAULT);
            AccessCheck check = AccessCheck.of(descriptor, GenericMapping.DIRECTORY);
            return new Guard(number, check, check.isObjectSpecific() ? parts(descriptor) : null);
        } catch (InvalidDescriptorException e) {
            return new Guard(number, null, null);
        }
    }

    private static ObjectTypes parts(SecurityDescriptor descriptor) {
        Stream<UUID> denied = descriptor.dacl().aces().stream()
                .filter(ace ->
                        ace instanceof Ace.OfObject ofObject && ofObject.type().effect() == AceType.Effect.DENY)
                .flatMap(ace -> ((Ace.OfObject) ace).objectType().stream())
                .filter(guid -> !guid.equals(WHOLE));
        List<ObjectTypes.Node> nodes = Stream.concat(Stream.of(REST), denied)
                .distinct()
                .map(ObjectTypes.Node::new)
                .toList();
        return ObjectTypes.of(new ObjectTypes.Node(WHOLE, nodes));
    }

    /** Different for every guard that was made together with others. */
    int number() {
        return number;
    }

    /** All that is granted to whoever has this token: a combination of {@link org.rollcall.access.descriptor.Rights}. */
    int granted(Token token) {
        if (check == null) {
            return 0;
        }
        return parts == null
                ? check.granted(token)
                : check.granted(token, Optional.empty(), parts).whole();
    }
}
