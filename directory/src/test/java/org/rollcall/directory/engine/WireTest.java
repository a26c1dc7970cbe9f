package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.message.Attribute;

class WireTest {
    private static final int TOKEN =
            Lab.SCHEMA.attributeType("securityToken").orElseThrow().id();

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void whatIsBuiltIsRead(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Wire.Parts parts = parts(random);
        byte[] wire = Wire.build(parts);
        check(parts, wire, -1);
        byte[] without = Wire.without(wire, TOKEN);
        int token = parts.types().stream().map(AttributeType::id).toList().indexOf(TOKEN);
        assertThat(without == wire).isEqualTo(token < 0);
        check(parts, without, token);
    }

    private static void check(Wire.Parts parts, byte[] wire, int left) throws Exception {
        WireEntry entry = new WireEntry(new Names(Lab.SCHEMA), wire);
        assertThat(slice(wire, entry.dnOffset(), entry.dnLength())).isEqualTo(parts.dn());
        assertThat(Wire.kind(wire)).isEqualTo(parts.kind());
        assertThat(Wire.isConcealed(wire)).isEqualTo(parts.concealed());
        assertThat(Wire.isSubentry(wire)).isEqualTo(parts.subentry());
        assertThat(Wire.isGuarded(wire)).isEqualTo(parts.guarded());
        assertThat(Wire.plainName(wire)).isEqualTo(parts.plainName());
        for (ObjectClass each : Lab.SCHEMA.objectClasses()) {
            assertThat(entry.isA(each)).isEqualTo(parts.classes().contains(each));
        }
        assertThat(Wire.classId(wire, 0)).isEqualTo(parts.classes().getFirst().id());
        List<AttributeType> types = new ArrayList<>(parts.types());
        List<List<OctetString>> attributes = new ArrayList<>(parts.values());
        if (left >= 0) {
            types.remove(left);
            attributes.remove(left);
        }
        assertThat(entry.size()).isEqualTo(types.size());
        for (int i = 0; i < types.size(); i++) {
            assertThat(entry.type(i)).isSameAs(types.get(i));
            assertThat(entry.indexOf(types.get(i))).isEqualTo(i);
            List<OctetString> values = attributes.get(i);
            assertThat(entry.values(types.get(i))).isEqualTo(values);
            assertThat(entry.ascii(i))
                    .isEqualTo(values.stream()
                            .allMatch(value -> StandardCharsets.US_ASCII
                                    .newEncoder()
                                    .canEncode(new String(value.toByteArray(), StandardCharsets.ISO_8859_1))));
            BerReader reader = new BerReader(slice(wire, entry.valuesOffset(i), entry.valuesLength(i)));
            for (OctetString value : values) {
                assertThat(reader.octetString(0x04)).isEqualTo(value);
            }
            assertThat(reader.hasMore()).isFalse();
        }
        if (parts.rdnAttribute() != left) {
            assertThat(slice(wire, entry.rdnValueOffset(), entry.rdnValueLength()))
                    .isEqualTo(parts.values().get(parts.rdnAttribute()).get(parts.rdnValue()));
        }
        assertThat(Wire.hidden(wire)).isEqualTo(parts.hidden());
        for (Attribute hidden : parts.hidden()) {
            assertThat(entry.hidden(hidden.description())).isEqualTo(hidden.values());
        }
        assertThat(entry.hidden("nothing")).isEmpty();
    }

    private static OctetString slice(byte[] wire, int offset, int length) {
        return OctetString.wrap(Arrays.copyOfRange(wire, offset, offset + length));
    }

    private static Wire.Parts parts(Random random) {
        List<ObjectClass> classes = new ArrayList<>(Lab.SCHEMA.objectClasses());
        java.util.Collections.shuffle(classes, random);
        Set<AttributeType> types = new HashSet<>();
        List<AttributeType> all = Lab.SCHEMA.attributeTypes();
        for (int i = random.nextInt(12); i >= 0; i--) {
            types.add(all.get(random.nextInt(all.size())));
        }
        if (random.nextBoolean()) {
            types.add(Lab.SCHEMA.attributeType(TOKEN));
        }
        List<AttributeType> ordered = List.copyOf(types);
        List<List<OctetString>> attributes =
                ordered.stream().map(type -> values(random)).toList();
        int rdn = random.nextInt(ordered.size());
        List<Attribute> hidden = random.nextBoolean()
                ? List.of()
                : List.of(new Attribute("c", values(random)), new Attribute("o", values(random)));
        return new Wire.Parts(
                value(random),
                classes.subList(0, 1 + random.nextInt(6)),
                ordered,
                attributes,
                rdn,
                random.nextInt(attributes.get(rdn).size()),
                random.nextInt(4),
                random.nextBoolean(),
                random.nextInt(4),
                random.nextBoolean(),
                random.nextBoolean(),
                hidden);
    }

    private static List<OctetString> values(Random random) {
        List<OctetString> values = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            values.add(value(random));
        }
        return values;
    }

    private static OctetString value(Random random) {
        int[] lengths = {0, 1, 20, 127, 128, 255, 256, 3000, random.nextInt(100) == 0 ? 70_000 : 5};
        byte[] octets = new byte[lengths[random.nextInt(lengths.length)]];
        random.nextBytes(octets);
        if (random.nextBoolean()) {
            for (int i = 0; i < octets.length; i++) {
                octets[i] &= 0x7f;
            }
        }
        return OctetString.wrap(octets);
    }
}
