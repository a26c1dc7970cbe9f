package org.rollcall.directory.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.rollcall.directory.Owner;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;

/** Operational attributes that no entry holds: made when asked for. */
final class Computed {
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Schema schema;
    private final KnownTypes known;
    private final OctetString subschemaSubentry;
    private final boolean[] byId;

    Computed(Schema schema, KnownTypes known, String subschemaSubentry) {
        this.schema = schema;
        this.known = known;
        this.subschemaSubentry = OctetString.of(subschemaSubentry);
        List<AttributeType> types = List.of(
                known.entryTtl(),
                known.entryUuid(),
                known.createTimestamp(),
                known.modifyTimestamp(),
                known.creatorsName(),
                known.entryDn(),
                known.structuralObjectClass(),
                known.subschemaSubentry(),
                known.hasSubordinates());
        this.byId = new boolean[types.stream().mapToInt(AttributeType::id).max().orElse(0) + 1];
        types.forEach(type -> byId[type.id()] = true);
    }

    boolean isComputed(AttributeType type) {
        int id = type.id();
        return id >= 0 && id < byId.length && byId[id];
    }

    /** All of them, in the order in which they are given to those who ask for {@code +}. */
    List<AttributeType> types() {
        return schema.attributeTypes().stream().filter(this::isComputed).toList();
    }

    List<OctetString> values(AttributeType type, Node node, byte[] wire, long timeToLiveSeconds, Eyes eyes) {
        if (type == known.entryTtl()) {
            return node.isStatic() ? List.of() : one(Long.toString(timeToLiveSeconds));
        }
        if (type == known.entryUuid()) {
            return one(new UUID(node.uuidHigh, node.uuidLow).toString());
        }
        if (type == known.createTimestamp()) {
            return one(time(node.createdSeconds));
        }
        if (type == known.modifyTimestamp()) {
            return one(time(node.modifiedSeconds));
        }
        if (type == known.creatorsName()) {
            return one(creator(node.account().owner()));
        }
        if (type == known.entryDn()) {
            int dn = Wire.dnOffset(wire);
            return List.of(OctetString.wrap(Arrays.copyOfRange(wire, dn, dn + Wire.dnLength(wire))));
        }
        if (type == known.structuralObjectClass()) {
            return one(schema.objectClasses().get(Wire.classId(wire, 0)).name());
        }
        if (type == known.subschemaSubentry()) {
            return List.of(subschemaSubentry);
        }
        return one(eyes.hasKnownChild(node) ? "TRUE" : "FALSE");
    }

    private static List<OctetString> one(String text) {
        return List.of(OctetString.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String time(int seconds) {
        return GENERALIZED_TIME.format(Instant.ofEpochSecond(Integer.toUnsignedLong(seconds)));
    }

    // Whoever has no name is the empty DN (RFC 4513 §5.1.1).
    private static String creator(Owner owner) {
        return switch (owner) {
            case Owner.Principal principal -> principal.name();
            case Owner.Network ignored -> "";
            case Owner.Server ignored -> "";
        };
    }
}
