package org.rollcall.directory.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;

/**
 * Entries as a store keeps them: names of attributes, not their numbers, which end with the process; and wall-clock time,
 * since the monotonic clock does too.
 */
final class StoredEntries {
    /** The form described here; a reader refuses others. */
    static final int VERSION = 1;

    private final Sight sight;

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
        ByteArrayOutputStream octets = new ByteArrayOutputStream(wire.length + 256);
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            write(out, sight.names().dnOf(wire).toString());
            writeOwner(out, owner);
            out.writeLong(node.uuidHigh);
            out.writeLong(node.uuidLow);
            out.writeInt(node.createdSeconds);
            out.writeInt(modifiedSeconds);
            writeLease(out, node, term);
            out.writeInt(Wire.attributes(wire));
            for (int i = 0; i < Wire.attributes(wire); i++) {
                write(
                        out,
                        sight.names()
                                .schema()
                                .attributeType(Wire.typeId(wire, i))
                                .name());
                write(out, Wire.values(wire, i));
            }
            List<Attribute> hidden = Wire.hidden(wire);
            out.writeInt(hidden.size());
            for (Attribute each : hidden) {
                write(out, each.description());
                write(out, each.values());
            }
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

    private static void write(DataOutputStream out, List<OctetString> values) throws IOException {
        out.writeInt(values.size());
        for (OctetString value : values) {
            write(out, value.unsafeArray());
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] octets) throws IOException {
        out.writeInt(octets.length);
        out.write(octets);
    }
}
