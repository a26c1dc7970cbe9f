package org.rollcall.access.descriptor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** Writes descriptors in their self-relative form (MS-DTYP 2.4.6), the parts in the order of the example in 2.5.1.4. */
final class SelfRelativeWriter {
    private SelfRelativeWriter() {}

    static byte[] write(SecurityDescriptor descriptor) {
        int sacl = Layout.DESCRIPTOR_HEADER_OCTETS;
        int dacl = sacl + size(descriptor.sacl());
        int owner = dacl + size(descriptor.dacl());
        int group = owner + descriptor.owner().map(Sid::size).orElse(0);
        int end = group + descriptor.group().map(Sid::size).orElse(0);

        ByteBuffer out = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) Layout.DESCRIPTOR_REVISION);
        out.put((byte) descriptor.resourceManager());
        out.putShort((short) (descriptor.control()
                | Control.SELF_RELATIVE
                | (descriptor.sacl() instanceof Acl.Absent ? 0 : Control.SACL_PRESENT)
                | (descriptor.dacl() instanceof Acl.Absent ? 0 : Control.DACL_PRESENT)));
        out.putInt(descriptor.owner().isPresent() ? owner : 0);
        out.putInt(descriptor.group().isPresent() ? group : 0);
        out.putInt(descriptor.sacl() instanceof Acl.Entries ? sacl : 0);
        out.putInt(descriptor.dacl() instanceof Acl.Entries ? dacl : 0);
        write(descriptor.sacl(), out);
        write(descriptor.dacl(), out);
        descriptor.owner().ifPresent(sid -> sid.writeTo(out));
        descriptor.group().ifPresent(sid -> sid.writeTo(out));
        return out.array();
    }

    private static int size(Acl acl) {
        return acl instanceof Acl.Entries entries ? (int) Acl.sizeOf(entries.aces()) : 0;
    }

    private static void write(Acl acl, ByteBuffer out) {
        if (acl instanceof Acl.Entries entries) {
            out.put((byte) entries.revision()).put((byte) 0);
            out.putShort((short) size(entries));
            out.putShort((short) entries.aces().size()).putShort((short) 0);
            entries.aces().forEach(ace -> write(ace, out));
        }
    }

    private static void write(Ace ace, ByteBuffer out) {
        out.put((byte) ace.typeCode()).put((byte) ace.flags()).putShort((short) ace.size());
        switch (ace) {
            case Ace.Plain plain -> {
                out.putInt(plain.mask());
                plain.sid().writeTo(out);
                out.put(plain.data().toByteArray());
            }
            case Ace.OfObject ofObject -> {
                out.putInt(ofObject.mask());
                out.putInt((ofObject.objectType().isPresent() ? Layout.OBJECT_TYPE_PRESENT : 0)
                        | (ofObject.inheritedObjectType().isPresent() ? Layout.INHERITED_OBJECT_TYPE_PRESENT : 0));
                ofObject.objectType().ifPresent(guid -> write(guid, out));
                ofObject.inheritedObjectType().ifPresent(guid -> write(guid, out));
                ofObject.sid().writeTo(out);
                out.put(ofObject.data().toByteArray());
            }
            case Ace.Opaque opaque -> out.put(opaque.body().toByteArray());
        }
    }

    // MS-DTYP 2.3.4.2
    private static void write(UUID guid, ByteBuffer out) {
        long high = guid.getMostSignificantBits();
        out.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
        out.putLong(Long.reverseBytes(guid.getLeastSignificantBits()));
    }
}
