package org.rollcall.ldap.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.Control;

/**
 * Writes SearchResultEntry PDUs from slices of octets, in the order begin, object name, attributes with their values,
 * end. Its bytes are those of {@link MessageEncoder}.
 *
 * <p>The entry is put together in an array that is kept, where plain copies are cheaper than checked buffer writes, and
 * goes out in one piece; lengths that turn out to need more than one octet move what is behind them, which is rare for
 * attributes and happens to the name, once, in front of a long list. An instance allocates nothing once its array has
 * grown to the entries' size, and serves one thread, best one event loop.
 */
public final class EntryWriter {
    /** An array that one large entry made is not kept, in octets. */
    private static final int KEPT = 256 * 1024;

    private static final int INITIAL = 2048;

    /** Room for the headers of message and operation and the message id: 6 + 6 + 6 at most. */
    private static final int HEADROOM = 18;

    /** Room for tag and length of an object name or of the list of attributes. */
    private static final int HEADER = 6;

    private static final int NAME_START = HEADROOM + HEADER;
    private static final int NONE = -1;

    private final BerWriter controlWriter = new BerWriter();
    private byte[] octets = new byte[INITIAL];
    private int position;
    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private int messageId;
    private int nameEnd;
    private int listStart;
    private int attributeStart;
    private int setStart;

    /** Forgets what has not been ended and begins an entry. */
    public EntryWriter begin(ByteBuf target, int id) {
        out = target;
        if (octets.length > KEPT) {
            octets = new byte[INITIAL];
        }
        messageId = id;
        position = NAME_START;
        nameEnd = NONE;
        attributeStart = NONE;
        return this;
    }

    /** Writes the name in one piece. */
    public EntryWriter objectName(byte[] source, int offset, int length) {
        return objectNamePart(source, offset, length);
    }

    /** Appends a piece of the name; the first attribute, or the end, closes it. */
    public EntryWriter objectNamePart(byte[] source, int offset, int length) {
        if (nameEnd != NONE) {
            throw new IllegalStateException("name behind an attribute");
        }
        append(source, offset, length);
        return this;
    }

    private void closeName() {
        if (nameEnd == NONE) {
            nameEnd = position;
            ensure(HEADER);
            position += HEADER;
            listStart = position;
        }
    }

    /** Begins an attribute, whose values follow; none at all for typesOnly. */
    public EntryWriter attribute(byte[] description) {
        return attribute(description, 0, description.length);
    }

    public EntryWriter attribute(byte[] source, int offset, int length) {
        closeName();
        closeAttribute();
        ensure(2 + HEADER + length + 2);
        attributeStart = position;
        position = Ber.putOctetString(octets, position + 2, source, offset, length) + 2;
        setStart = position;
        return this;
    }

    /**
     * Appends values from a slice that holds them as they stand inside the SET OF: OCTET STRINGs one after the other,
     * each with tag and minimal length, without the SET's own tag and length.
     */
    public EntryWriter values(byte[] source, int offset, int length) {
        append(source, offset, length);
        return this;
    }

    /** Appends one value. */
    public EntryWriter value(byte[] source, int offset, int length) {
        ensure(HEADER + length);
        position = Ber.putOctetString(octets, position, source, offset, length);
        return this;
    }

    public EntryWriter value(OctetString value) {
        return value(value.unsafeArray(), 0, value.length());
    }

    private void closeAttribute() {
        if (attributeStart == NONE) {
            return;
        }
        int setLength = position - setStart;
        int nameLength = setStart - 2 - (attributeStart + 2);
        int setHeader = 1 + Ber.lengthSize(setLength);
        int length = nameLength + setHeader + setLength;
        int header = 1 + Ber.lengthSize(length);
        int nameShift = header - 2;
        int setShift = nameShift + setHeader - 2;
        if (setShift > 0) {
            ensure(setShift);
            System.arraycopy(octets, setStart, octets, setStart + setShift, setLength);
            if (nameShift > 0) {
                int name = attributeStart + 2;
                System.arraycopy(octets, name, octets, name + nameShift, nameLength);
            }
            position += setShift;
        }
        Ber.putHeader(octets, attributeStart, Ber.SEQUENCE, length);
        Ber.putHeader(octets, setStart - 2 + nameShift, Ber.SET, setLength);
        attributeStart = NONE;
    }

    /** Appends the entry to the buffer given at the beginning and returns how many octets it has. */
    public int end() {
        closeName();
        closeAttribute();
        return finish(position);
    }

    /** As {@link #end()}, with controls. */
    public int end(List<Control> controls) {
        if (controls.isEmpty()) {
            return end();
        }
        closeName();
        closeAttribute();
        int operationEnd = position;
        controlWriter.clear();
        MessageEncoder.controls(controlWriter, controls, TextEncoding.UTF_8);
        byte[] tail = controlWriter.toByteArray();
        append(tail, 0, tail.length);
        return finish(operationEnd);
    }

    private int finish(int operationEnd) {
        int listLength = operationEnd - listStart;
        int listHeader = listStart - 1 - Ber.lengthSize(listLength);
        Ber.putHeader(octets, listHeader, Ber.SEQUENCE, listLength);
        int nameLength = nameEnd - NAME_START;
        int name = listHeader - nameLength;
        System.arraycopy(octets, NAME_START, octets, name, nameLength);
        int start = before(name, Ber.OCTET_STRING, nameLength);
        start = before(start, Tags.SEARCH_RESULT_ENTRY, operationEnd - start);
        int idOctets = Ber.integerSize(messageId);
        for (int i = 0, rest = messageId; i < idOctets; i++, rest >>= 8) {
            octets[--start] = (byte) rest;
        }
        start = before(start, Ber.INTEGER, idOctets);
        start = before(start, Ber.SEQUENCE, position - start);
        int size = position - start;
        out.writeBytes(octets, start, size);
        out = Unpooled.EMPTY_BUFFER;
        return size;
    }

    private int before(int index, int tag, int length) {
        int at = index - 1 - Ber.lengthSize(length);
        Ber.putHeader(octets, at, tag, length);
        return at;
    }

    private void append(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, octets, position, length);
        position += length;
    }

    private void ensure(int count) {
        if (count > octets.length - position) {
            grow(count);
        }
    }

    private void grow(int count) {
        int wanted = Math.addExact(position, count);
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(wanted, (long) octets.length * 2));
        byte[] larger = new byte[capacity];
        System.arraycopy(octets, 0, larger, 0, position);
        octets = larger;
    }
}
