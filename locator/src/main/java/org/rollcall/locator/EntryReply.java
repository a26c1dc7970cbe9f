package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Entry;
import org.rollcall.directory.Match;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.EntryWriter;

/**
 * Writes entries as replies: the entry's own octets under the names of a {@link ReplyShape}. Nothing is allocated where
 * the text is ASCII or goes out as it is kept. One instance serves one thread.
 */
final class EntryReply {
    /** What {@link org.rollcall.directory.NewEntry#hidden} keeps of an N-client's DN: {@code c=…,o=…,} (decision 3). */
    static final String PREFIX = "nClientPrefix";

    private static final byte[] CN = {'c', 'n', '='};
    private static final int MOST_DIGITS = 20;

    private final EntryWriter writer = new EntryWriter();
    private final byte[] digits = new byte[MOST_DIGITS];

    /** Appends one SearchResultEntry. */
    void write(ByteBuf out, int messageId, Match match, ReplyShape shape, TextEncoding text) {
        writer.begin(out, messageId);
        Entry entry = match.entry();
        ListedClass list = shape.list();
        if (list == null) {
            name(entry.wire(), entry.dnOffset(), entry.dnLength(), text);
        } else {
            nClientName(entry, list, text);
        }
        for (int i = 0; i < shape.size(); i++) {
            ReplyShape.Item item = shape.item(i);
            AttributeType type = item.type();
            if (type == null) {
                allUser(match, shape, text);
            } else {
                one(match, item, type, shape, text);
            }
        }
        writer.end();
    }

    private void nClientName(Entry entry, ListedClass list, TextEncoding text) {
        List<OctetString> prefix = entry.hidden(PREFIX);
        if (!prefix.isEmpty()) {
            byte[] octets = prefix.getFirst().unsafeArray();
            name(octets, 0, octets.length, text);
        }
        writer.objectNamePart(CN, 0, CN.length);
        name(entry.wire(), entry.rdnValueOffset(), entry.rdnValueLength(), text);
        writer.objectNamePart(list.dnTail(), 0, list.dnTail().length);
    }

    private void name(byte[] octets, int offset, int length, TextEncoding text) {
        if (text == TextEncoding.UTF_8 || Texts.isAscii(octets, offset, length)) {
            writer.objectNamePart(octets, offset, length);
        } else {
            byte[] converted = Texts.wire(octets, offset, length, text);
            writer.objectNamePart(converted, 0, converted.length);
        }
    }

    private void one(Match match, ReplyShape.Item item, AttributeType type, ReplyShape shape, TextEncoding text) {
        switch (item.source()) {
            case STORED -> {
                Entry holder = holder(match, type, shape.list());
                int index = holder.indexOf(type, item.guess());
                item.guess(index);
                if (index >= 0 && match.sees(type)) {
                    stored(holder, index, item.name(), shape.typesOnly(), text);
                }
            }
            case SECONDS -> {
                if (match.isDynamic()) {
                    number(item.name(), match.timeToLiveSeconds(), shape.typesOnly());
                }
            }
            case MINUTES -> {
                if (match.isDynamic()) {
                    number(item.name(), LeaseTerms.shownMinutes(match.timeToLiveSeconds()), shape.typesOnly());
                }
            }
            case COMPUTED -> computed(item.name(), type, match.values(type), shape.typesOnly(), text);
            case DESCRIPTOR -> descriptor(item.name(), match, shape);
            case ALL_USER -> throw new IllegalStateException("a wildcard has no type");
        }
    }

    // Decision 11: to an N-client a person and its application are one entry.
    private static Entry holder(Match match, AttributeType type, @Nullable ListedClass list) {
        return list != null && match.hasApplication() && ofApplication(list).contains(type)
                ? match.application()
                : match.entry();
    }

    private static Set<AttributeType> ofApplication(ListedClass list) {
        return switch (list.pairing()) {
            case Pairing.None _ -> Set.of();
            case Pairing.WithApplication with -> with.ofApplication();
        };
    }

    private void allUser(Match match, ReplyShape shape, TextEncoding text) {
        ListedClass list = shape.list();
        Entry entry = match.entry();
        boolean paired = list != null && match.hasApplication();
        for (int i = 0; i < entry.size(); i++) {
            AttributeType type = entry.type(i);
            if (paired && list != null && ofApplication(list).contains(type)) {
                continue;
            }
            if (list != null && list.isHiddenByName(type, entry)) {
                continue;
            }
            unnamed(match, entry, i, type, shape, text);
        }
        if (paired && list != null) {
            Entry application = match.application();
            for (int i = 0; i < application.size(); i++) {
                AttributeType type = application.type(i);
                if (ofApplication(list).contains(type)) {
                    unnamed(match, application, i, type, shape, text);
                }
            }
        }
    }

    private void unnamed(
            Match match, Entry holder, int index, AttributeType type, ReplyShape shape, TextEncoding text) {
        if (!shape.names(type) && match.sees(type)) {
            ListedClass list = shape.list();
            byte[] name = list == null ? type.nameBytes() : list.replyName(type);
            if (shape.isDescriptor(type)) {
                descriptor(name, match, shape);
                return;
            }
            stored(holder, index, name, shape.typesOnly(), text);
        }
    }

    private void descriptor(byte[] name, Match match, ReplyShape shape) {
        Optional<OctetString> descriptor = match.descriptor(shape.descriptorParts());
        if (descriptor.isPresent()) {
            writer.attribute(name);
            if (!shape.typesOnly()) {
                writer.value(descriptor.get());
            }
        }
    }

    private void stored(Entry holder, int index, byte[] name, boolean typesOnly, TextEncoding text) {
        writer.attribute(name);
        if (typesOnly) {
            return;
        }
        byte[] wire = holder.wire();
        int offset = holder.valuesOffset(index);
        int length = holder.valuesLength(index);
        if (text == TextEncoding.UTF_8
                || holder.ascii(index)
                || !holder.type(index).syntax().isText()) {
            writer.values(wire, offset, length);
        } else {
            converted(wire, offset, offset + length, text);
        }
    }

    private void converted(byte[] wire, int start, int end, TextEncoding text) {
        int at = start;
        while (at < end) {
            int length = wire[at + 1] & 0xff;
            at += 2;
            if (length >= 0x80) {
                int octets = length & 0x7f;
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = (length << 8) | (wire[at++] & 0xff);
                }
            }
            byte[] value = Texts.wire(wire, at, length, text);
            writer.value(value, 0, value.length);
            at += length;
        }
    }

    private void computed(
            byte[] name, AttributeType type, List<OctetString> values, boolean typesOnly, TextEncoding text) {
        if (values.isEmpty()) {
            return;
        }
        writer.attribute(name);
        if (typesOnly) {
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            OctetString value = values.get(i);
            writer.value(type.syntax().isText() ? Texts.wire(value, text) : value);
        }
    }

    private void number(byte[] name, long number, boolean typesOnly) {
        writer.attribute(name);
        if (typesOnly) {
            return;
        }
        int at = MOST_DIGITS;
        long rest = number;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        writer.value(digits, at, MOST_DIGITS - at);
    }
}
