package org.rollcall.directory.engine;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.rollcall.ldap.OctetString;

/**
 * The guards of entries, one for all that have the same descriptor. An entry's own contents say what its descriptor is;
 * its node remembers the guard as long as it has these contents. Entries without a descriptor have no part in this. A
 * guard goes when no entry has it any more.
 */
final class Guards {
    private final int descriptorId;
    private final ConcurrentHashMap<OctetString, Shared> shared = new ConcurrentHashMap<>();
    private final ReferenceQueue<Guard> unused = new ReferenceQueue<>();
    private final AtomicInteger numbers = new AtomicInteger();

    private static final class Shared extends WeakReference<Guard> {
        private final OctetString descriptor;

        Shared(OctetString descriptor, Guard guard, ReferenceQueue<Guard> unused) {
            super(guard, unused);
            this.descriptor = descriptor;
        }
    }

    /** @param descriptorId the number of the attribute that holds descriptors */
    Guards(int descriptorId) {
        this.descriptorId = descriptorId;
    }

    /** Whoever guards an entry with these contents, which have a descriptor. */
    Guard of(Node node, byte[] wire) {
        Guard known = node.guardOf(wire);
        if (known != null) {
            return known;
        }
        Guard guard = share(wire);
        node.guardedBy(guard, wire);
        return guard;
    }

    /** The descriptor in these contents, which have one. */
    OctetString descriptor(byte[] wire) {
        List<OctetString> values = Wire.values(wire, Wire.indexOf(wire, descriptorId));
        // More than one was never taken in; together they are no descriptor.
        return values.size() == 1 ? values.getFirst() : OctetString.EMPTY;
    }

    /** How many different descriptors there are. */
    int size() {
        expunge();
        return shared.size();
    }

    private Guard share(byte[] wire) {
        expunge();
        OctetString descriptor = descriptor(wire);
        Shared known = shared.get(descriptor);
        Guard guard = known == null ? null : known.get();
        while (guard == null) {
            Guard made = Guard.of(descriptor.unsafeArray(), numbers.getAndIncrement());
            Shared mine = new Shared(descriptor, made, unused);
            Shared winner =
                    shared.compute(descriptor, (key, other) -> other == null || other.get() == null ? mine : other);
            guard = winner == mine ? made : winner.get();
        }
        return guard;
    }

    private void expunge() {
        for (Reference<?> gone = unused.poll(); gone != null; gone = unused.poll()) {
            Shared entry = (Shared) gone;
            shared.remove(entry.descriptor, entry);
        }
    }
}
