package org.rollcall.directory.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Owner;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;

/**
 * Entries as a store keeps them: {@link Wire contents} as they are, with the names of the classes and attributes beside
 * them, since their numbers end with the process; and wall-clock time, since the monotonic clock does too.
 *
 * <pre>
 * version 1 | owner: kind 1, text | UUID 16 | created 4 | modified 4
 * lease: seconds granted 4, 0 for a static entry; else whether graceful 1, its end as shown 8
 * length of the names 4 | classes 2, each name | attributes 2, each name | contents
 * </pre>
 *
 * A text or name has its length before it, in 2 octets. Seconds are counted from 1970.
 */
final class StoredEntries {
    /** The form described here, that of the contents included; a reader refuses others. */
    static final int VERSION = 1;

    private static final int REMEMBERED = 256;

    private final Sight sight;
    private final AtomicReferenceArray<Named> remembered = new AtomicReferenceArray<>(REMEMBERED);

    /** What classes and attributes are called. */
    @SuppressWarnings("ArrayRecordComponent") // never written to
    private record Named(int[] ids, byte[] names) {}

    StoredEntries(Sight sight) {
        this.sight = sight;
    }

    /**
     * One entry.
     *
     * @param modifiedSeconds when it got these contents, in seconds since 1970; unsigned
     * @param term the lease that begins with the commit; null where the running one goes on
     */
    OctetString encode(Node node, byte[] wire, Owner owner, int modifiedSeconds, Leases.@Nullable Term term) {
        byte[] names = names(wire);
        ByteArrayOutputStream octets = new ByteArrayOutputStream(wire.length + names.length + 128);
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            writeOwner(out, owner);
            out.writeLong(node.uuidHigh);
            out.writeLong(node.uuidLow);
            out.writeInt(node.createdSeconds);
            out.writeInt(modifiedSeconds);
            writeLease(out, node, term);
            out.writeInt(names.length);
            out.write(names);
            out.write(wire);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return OctetString.wrap(octets.toByteArray());
    }

    // Seconds granted (0: static), whether graceful, seconds left.
    private void writeLease(DataOutputStream out, Node node, Leases.@Nullable Term term) throws IOException {
        long lease = node.lease();
        if (term == null && Lease.isStatic(lease)) {
            out.writeInt(0);
            return;
        }
        boolean graceful = term == null ? Lease.isGraceful(lease) : term.graceful();
        long seconds =
                term == null ? sight.leases().shownSeconds(lease, sight.clocks().nowNanos()) : term.seconds();
        int granted = term == null ? node.grantedSeconds : (int) term.seconds();
        out.writeInt(granted);
        if (granted > 0) {
            out.writeBoolean(graceful);
            out.writeLong(Integer.toUnsignedLong(sight.clocks().wallSeconds()) + seconds);
        }
    }

    private static void writeOwner(DataOutputStream out, Owner owner) throws IOException {
        switch (owner) {
            case Owner.Server ignored -> out.writeByte(0);
            case Owner.Network network -> {
                out.writeByte(1);
                write(out, network.network());
            }
            case Owner.Principal principal -> {
                out.writeByte(2);
                write(out, principal.name());
            }
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > 0xffff) {
            throw new IllegalArgumentException("too long to be kept: " + octets.length + " octets");
        }
        out.writeShort(octets.length);
        out.write(octets);
    }

    // Most entries have the classes and attributes of many others.
    private byte[] names(byte[] wire) {
        int[] ids = Wire.ids(wire);
        int hash = Arrays.hashCode(ids);
        int place = (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
        Named known = remembered.getAcquire(place);
        if (known == null || !Arrays.equals(known.ids(), ids)) {
            known = new Named(ids, names(ids, Wire.classes(wire)));
            remembered.setRelease(place, known);
        }
        return known.names();
    }

    private byte[] names(int[] ids, int classes) {
        Schema schema = sight.names().schema();
        ByteArrayOutputStream octets = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeShort(classes);
            for (int i = 0; i < classes; i++) {
                write(out, schema.objectClasses().get(ids[i]).name());
            }
            out.writeShort(ids.length - classes);
            for (int i = classes; i < ids.length; i++) {
                write(out, schema.attributeType(ids[i]).name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }
}
