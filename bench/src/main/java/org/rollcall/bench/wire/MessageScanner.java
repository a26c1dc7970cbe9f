package org.rollcall.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Finds LDAP messages in a byte stream, however it is cut: their ids, operation tags, result codes and sizes, and
 * nothing else. It keeps a message's first few bytes at most, never a message.
 */
public final class MessageScanner {
    /** Where messages go, each when its last byte has come. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes one message.
         *
         * @param resultCode the result code of a response that has one, else -1
         * @param bytes the size of the whole message
         */
        void message(int id, int op, int resultCode, int bytes);
    }

    private static final int INCOMPLETE = -1;
    /** Outer tag and length (6), id (6), operation tag and length (6), result code (3). */
    private static final int LONGEST_HEAD = 21;

    private final ByteBuf head = Unpooled.buffer(LONGEST_HEAD, LONGEST_HEAD);
    private int id;
    private int op;
    private int resultCode;
    private int size;
    private int missing;

    /**
     * Reads all of the buffer.
     *
     * @throws MalformedMessageException when the stream is no longer LDAP; the scanner is of no use after that
     */
    public void scan(ByteBuf in, Sink sink) {
        while (in.isReadable()) {
            if (missing > 0) {
                int skipped = Math.min(missing, in.readableBytes());
                in.skipBytes(skipped);
                missing -= skipped;
            } else if (head.isReadable()) {
                head.writeByte(in.readByte());
                size = parse(head, 0, head.readableBytes());
                if (size == INCOMPLETE) {
                    continue;
                }
                missing = size - head.readableBytes();
                head.clear();
            } else {
                int readable = in.readableBytes();
                size = parse(in, in.readerIndex(), readable);
                if (size == INCOMPLETE) {
                    head.writeBytes(in);
                    return;
                }
                int taken = Math.min(size, readable);
                in.skipBytes(taken);
                missing = size - taken;
            }
            if (missing == 0) {
                sink.message(id, op, resultCode, size);
            }
        }
    }

    /** The size of the message that starts here, its fields set; or {@link #INCOMPLETE} when its head is. */
    private int parse(ByteBuf in, int start, int readable) {
        if (readable < 2) {
            return INCOMPLETE;
        }
        if (in.getByte(start) != Ber.SEQUENCE) {
            throw new MalformedMessageException("no message starts with " + in.getUnsignedByte(start));
        }
        int at = start + 1;
        int end = start + readable;
        int lengthBytes = lengthBytes(in, at);
        if (at + lengthBytes > end) {
            return INCOMPLETE;
        }
        int contentLength = length(in, at, lengthBytes);
        at += lengthBytes;
        int messageEnd = at + contentLength;
        if (at + 2 > Math.min(end, messageEnd)) {
            return incomplete(end, messageEnd);
        }
        int idLength = in.getByte(at + 1);
        if (in.getByte(at) != Ber.INTEGER || idLength < 1 || idLength > 4) {
            throw new MalformedMessageException("no message id");
        }
        at += 2;
        if (at + idLength + 2 > Math.min(end, messageEnd)) {
            return incomplete(end, messageEnd);
        }
        int value = 0;
        for (int i = 0; i < idLength; i++) {
            value = value << 8 | in.getUnsignedByte(at++);
        }
        id = value;
        op = in.getUnsignedByte(at++);
        resultCode = -1;
        if (Op.isResult(op)) {
            int opLengthBytes = lengthBytes(in, at);
            if (at + opLengthBytes + 3 > Math.min(end, messageEnd)) {
                return incomplete(end, messageEnd);
            }
            at += opLengthBytes;
            if (in.getByte(at) != Ber.ENUMERATED || in.getByte(at + 1) != 1) {
                throw new MalformedMessageException("no result code");
            }
            resultCode = in.getUnsignedByte(at + 2);
        }
        return messageEnd - start;
    }

    private static int incomplete(int end, int messageEnd) {
        if (messageEnd <= end) {
            throw new MalformedMessageException("a message too short to be one");
        }
        return INCOMPLETE;
    }

    private static int lengthBytes(ByteBuf in, int at) {
        int first = in.getUnsignedByte(at);
        if (first < 0x80) {
            return 1;
        }
        if (first == 0x80 || first > 0x84) {
            throw new MalformedMessageException("a length of the form " + first);
        }
        return 1 + (first & 0x7f);
    }

    private static int length(ByteBuf in, int at, int lengthBytes) {
        if (lengthBytes == 1) {
            return in.getByte(at);
        }
        int length = 0;
        for (int i = 1; i < lengthBytes; i++) {
            length = length << 8 | in.getUnsignedByte(at + i);
        }
        if (length < 0 || length > (1 << 28)) {
            throw new MalformedMessageException("a message of " + Integer.toUnsignedString(length) + " bytes");
        }
        return length;
    }
}
