package org.rollcall.directory.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rollcall.directory.Entry;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;

/** Contents in {@link Wire} form, to be read through the border. A search moves one from entry to entry. */
final class WireEntry implements Entry {
    private final Names names;
    private final Schema schema;
    private byte[] wire;

    WireEntry(Names names, byte[] wire) {
        this.names = names;
        this.schema = names.schema();
        this.wire = wire;
    }

    void moveTo(byte[] other) {
        wire = other;
    }

    @Override
    public EntryName name() {
        return names.nameOf(wire);
    }

    @Override
    public byte[] wire() {
        return wire;
    }

    @Override
    public int dnOffset() {
        return Wire.dnOffset(wire);
    }

    @Override
    public int dnLength() {
        return Wire.dnLength(wire);
    }

    @Override
    public int rdnValueOffset() {
        return Wire.rdnValueOffset(wire);
    }

    @Override
    public int rdnValueLength() {
        return Wire.rdnValueLength(wire);
    }

    @Override
    public int size() {
        return Wire.attributes(wire);
    }

    @Override
    public int indexOf(AttributeType type) {
        return Wire.indexOf(wire, type.id());
    }

    @Override
    public int indexOf(AttributeType type, int guess) {
        return Wire.indexOf(wire, type.id(), guess);
    }

    @Override
    public AttributeType type(int index) {
        return schema.attributeType(Wire.typeId(wire, index));
    }

    @Override
    public int valuesOffset(int index) {
        return Wire.valuesOffset(wire, index);
    }

    @Override
    public int valuesLength(int index) {
        return Wire.valuesEnd(wire, index) - Wire.valuesOffset(wire, index);
    }

    @Override
    public boolean ascii(int index) {
        return Wire.isAscii(wire, index);
    }

    @Override
    public List<OctetString> values(AttributeType type) {
        int index = Wire.indexOf(wire, type.id());
        return index < 0 ? List.of() : Wire.values(wire, index);
    }

    @Override
    public List<OctetString> hidden(String description) {
        return Wire.hidden(wire, description);
    }

    @Override
    public boolean isA(ObjectClass objectClass) {
        return Wire.hasClass(wire, objectClass.id());
    }

    @Override
    public String toString() {
        return new String(wire, dnOffset(), dnLength(), StandardCharsets.UTF_8);
    }
}
