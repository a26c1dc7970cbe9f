package org.rollcall.locator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.Schema;

/** Makes reply shapes from lists of attributes, and remembers a bounded number of them: clients send the same few. */
final class ReplyShapes {
    private static final int SLOTS = 256;
    private static final int LONGEST = 64;
    private static final int MOST_CHARACTERS = 1024;

    private record Remembered(
            List<String> attributes,
            boolean typesOnly,
            @Nullable ListedClass list,
            ReplyShape shape) {}

    private final Schema schema;
    private final @Nullable AttributeType descriptor;
    private final Set<AttributeType> superiors = new HashSet<>();
    private final AtomicReferenceArray<Remembered> remembered = new AtomicReferenceArray<>(SLOTS);

    ReplyShapes(Schema schema) {
        this.schema = schema;
        this.descriptor = schema.attributeType(Vocabulary.DESCRIPTOR).orElse(null);
        for (AttributeType type : schema.attributeTypes()) {
            type.superior().ifPresent(superiors::add);
        }
    }

    /**
     * The shape of what was asked for.
     *
     * @param list the list in whose N-client form entries are named, or null for the normal form
     * @param descriptorParts of {@link DescriptorParts}: what is asked for of security descriptors
     */
    ReplyShape shape(List<String> attributes, boolean typesOnly, @Nullable ListedClass list, int descriptorParts) {
        if (attributes.size() > LONGEST || descriptorParts != DescriptorParts.ALL) {
            return make(attributes, typesOnly, list, descriptorParts);
        }
        int hash = attributes.hashCode() + (list == null ? 0 : System.identityHashCode(list));
        int slot = (hash ^ (hash >>> 16) ^ (hash >>> 8)) & (SLOTS - 1);
        Remembered known = remembered.get(slot);
        if (known != null
                && known.list == list
                && known.typesOnly == typesOnly
                && known.attributes.equals(attributes)) {
            return known.shape;
        }
        ReplyShape made = make(attributes, typesOnly, list, descriptorParts);
        if (made.lasting() && characters(attributes) <= MOST_CHARACTERS) {
            remembered.lazySet(slot, new Remembered(attributes, typesOnly, list, made));
        }
        return made;
    }

    private static int characters(List<String> attributes) {
        int characters = 0;
        for (int i = 0; i < attributes.size(); i++) {
            characters += attributes.get(i).length();
        }
        return characters;
    }

    private ReplyShape make(
            List<String> attributes, boolean typesOnly, @Nullable ListedClass list, int descriptorParts) {
        List<ReplyShape.Item> items = new ArrayList<>(attributes.size() + 1);
        Set<String> seen = new HashSet<>();
        boolean lasting = true;
        if (attributes.isEmpty()) {
            items.add(ReplyShape.Item.ALL_USER);
        }
        boolean operational = false;
        for (String requested : attributes) {
            if (!seen.add(NameMapping.folded(requested))) {
                continue;
            }
            if (requested.equals("*")) {
                items.add(ReplyShape.Item.ALL_USER);
            } else if (requested.equals("+")) {
                operational = true;
            } else if (requested.startsWith("@")) {
                addClass(items, requested.substring(1), list);
            } else if (!requested.equals("1.1")) {
                lasting &= addType(items, requested, list);
            }
        }
        if (operational) {
            addOperational(items, list);
        }
        return new ReplyShape(items, typesOnly, list, lasting, descriptor, descriptorParts);
    }

    private boolean addType(List<ReplyShape.Item> items, String requested, @Nullable ListedClass list) {
        String attribute = list == null ? NameMapping.attribute(requested) : NClientFilter.attribute(requested, list);
        Optional<AttributeType> found = schema.attributeType(attribute);
        if (found.isEmpty()) {
            return true;
        }
        AttributeType type = found.get();
        if (type.id() == AttributeType.NO_ID) {
            return false;
        }
        items.add(new ReplyShape.Item(
                NameMapping.isMinutes(requested) ? ReplyShape.Source.MINUTES : source(type),
                requested.getBytes(StandardCharsets.UTF_8),
                type));
        if (superiors.contains(type)) {
            for (AttributeType below : schema.attributeTypes()) {
                if (below != type && below.isA(type)) {
                    items.add(named(below, list));
                }
            }
        }
        return true;
    }

    // RFC 4529: as if all that the class and its superiors ask for or allow were listed.
    private void addClass(List<ReplyShape.Item> items, String name, @Nullable ListedClass list) {
        Optional<ObjectClass> objectClass = schema.objectClass(name);
        if (objectClass.isEmpty()) {
            return;
        }
        Set<AttributeType> types = new LinkedHashSet<>();
        for (ObjectClass part : objectClass.get().withSuperiors()) {
            types.addAll(part.must());
            types.addAll(part.oneOf());
            types.addAll(part.may());
        }
        for (AttributeType type : types) {
            items.add(named(type, list));
        }
    }

    private ReplyShape.Item named(AttributeType type, @Nullable ListedClass list) {
        if (list != null && isTimeToLive(type)) {
            return new ReplyShape.Item(
                    ReplyShape.Source.MINUTES, NameMapping.MINUTES.getBytes(StandardCharsets.US_ASCII), type);
        }
        byte[] name = list == null ? type.nameBytes() : list.replyName(type);
        return new ReplyShape.Item(source(type), name, type);
    }

    private ReplyShape.Source source(AttributeType type) {
        if (isTimeToLive(type)) {
            return ReplyShape.Source.SECONDS;
        }
        if (type == descriptor) {
            return ReplyShape.Source.DESCRIPTOR;
        }
        return type.operational() ? ReplyShape.Source.COMPUTED : ReplyShape.Source.STORED;
    }

    private static boolean isTimeToLive(AttributeType type) {
        return type.name().equalsIgnoreCase(NameMapping.SECONDS);
    }

    // RFC 3673; what is named besides comes once, under the name it was asked for by.
    private void addOperational(List<ReplyShape.Item> items, @Nullable ListedClass list) {
        Set<AttributeType> named = new HashSet<>();
        for (ReplyShape.Item item : items) {
            if (item.type() != null) {
                named.add(item.type());
            }
        }
        for (AttributeType type : schema.attributeTypes()) {
            if (type.operational() && !named.contains(type)) {
                items.add(named(type, list));
            }
        }
    }
}
