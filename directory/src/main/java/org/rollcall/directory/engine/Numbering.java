package org.rollcall.directory.engine;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.schema.SchemaViolation;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/** Gives stored contents the numbers that classes and attributes have in this process. */
final class Numbering {
    /** Sets of names that are remembered: entries without end of sets of their own don't fill the memory. */
    private static final int MOST_REMEMBERED = 4096;

    private final Schema schema;
    private final ConcurrentHashMap<OctetString, Numbers> remembered = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never written to
    private record Numbers(int classes, int[] ids) {}

    Numbering(Schema schema) {
        this.schema = schema;
    }

    /**
     * The entry's contents, ready for use; it has them no longer.
     *
     * @throws DirectoryException where the schema has not all of its classes and attributes
     * @throws StoredEntry.Unreadable where the contents are none
     */
    byte[] take(StoredEntry entry) throws StoredEntry.Unreadable {
        Numbers numbers = remembered.get(entry.names());
        if (numbers == null) {
            numbers = numbers(entry.classes(), entry.attributes());
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.put(entry.names(), numbers);
            }
        }
        byte[] wire = entry.contents();
        if (!Wire.isSound(wire, numbers.classes(), numbers.ids().length - numbers.classes())) {
            throw new StoredEntry.Unreadable(StoredRecords.NO_CONTENTS);
        }
        Wire.renumber(wire, numbers.ids());
        return wire;
    }

    private Numbers numbers(List<String> classes, List<String> attributes) {
        int[] ids = new int[classes.size() + attributes.size()];
        int at = 0;
        for (String name : classes) {
            ids[at++] = schema.objectClass(name).map(ObjectClass::id).orElseThrow(() -> noSuchClass(name));
        }
        for (String name : attributes) {
            try {
                ids[at++] = schema.resolveForStorage(name).id();
            } catch (SchemaViolation e) {
                throw new DirectoryException(e.resultCode(), e.diagnostic());
            }
        }
        return new Numbers(classes.size(), ids);
    }

    private static DirectoryException noSuchClass(String name) {
        return new DirectoryException(ResultCode.OBJECT_CLASS_VIOLATION, name + ": no such object class");
    }
}
