package org.rollcall.locator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.directory.schema.AttributeType;

/**
 * What of an entry goes into a reply, under which names and in which order: a request's list of attributes, prepared
 * once for all entries. Made by {@link ReplyShapes}.
 */
final class ReplyShape {

    /** Where an item's values come from. */
    enum Source {
        /** The entry, or its application where the attribute is the application's (decision 11). */
        STORED,
        /** The time to live in seconds. */
        SECONDS,
        /** The time to live in minutes (MS-TAIL 2.2.5). */
        MINUTES,
        /** Whatever else the server computes. */
        COMPUTED,
        /** The security descriptor, as far as it was asked for and may be seen. */
        DESCRIPTOR,
        /** All user attributes that no other item names. */
        ALL_USER
    }

    /** One attribute; or all user attributes, which have neither name nor type. */
    static final class Item {
        static final Item ALL_USER = new Item(Source.ALL_USER, new byte[0], null);

        private final Source source;
        private final byte[] name;
        private final @Nullable AttributeType type;
        /** Where the attribute stood in the entry before; threads may overwrite each other's. */
        private int guess = -1;

        Item(Source source, byte[] name, @Nullable AttributeType type) {
            this.source = source;
            this.name = name;
            this.type = type;
        }

        Source source() {
            return source;
        }

        /** The name that the reply has. */
        byte[] name() {
            return name;
        }

        @Nullable
        AttributeType type() {
            return type;
        }

        /** Where an entry may have the attribute. */
        int guess() {
            return guess;
        }

        void guess(int index) {
            if (guess != index) {
                guess = index;
            }
        }
    }

    /** Nothing but the name, in normal form. */
    static final ReplyShape EMPTY = new ReplyShape(List.of(), false, null, true, null, DescriptorParts.ALL);

    private final Item[] items;
    private final boolean typesOnly;
    private final @Nullable ListedClass list;
    private final boolean lasting;
    private final @Nullable AttributeType descriptor;
    private final int descriptorParts;

    /**
     * @param list the list in whose N-client form entries are named, or null for the normal form
     * @param lasting false where one of the names asked for may come to mean something later
     * @param descriptor the attribute that holds security descriptors
     * @param descriptorParts of {@link DescriptorParts}: what is given of them
     */
    ReplyShape(
            List<Item> items,
            boolean typesOnly,
            @Nullable ListedClass list,
            boolean lasting,
            @Nullable AttributeType descriptor,
            int descriptorParts) {
        this.items = items.toArray(Item[]::new);
        this.typesOnly = typesOnly;
        this.list = list;
        this.lasting = lasting;
        this.descriptor = descriptor;
        this.descriptorParts = descriptorParts;
    }

    /** True for the attribute of which only parts may be given. */
    boolean isDescriptor(AttributeType type) {
        return type == descriptor;
    }

    int descriptorParts() {
        return descriptorParts;
    }

    /** True where the same request has this shape for good. */
    boolean lasting() {
        return lasting;
    }

    int size() {
        return items.length;
    }

    Item item(int index) {
        return items[index];
    }

    boolean typesOnly() {
        return typesOnly;
    }

    @Nullable
    ListedClass list() {
        return list;
    }

    /** True where an item other than a wildcard stands for the type. */
    boolean names(AttributeType type) {
        for (Item item : items) {
            if (item.type() == type) {
                return true;
            }
        }
        return false;
    }
}
