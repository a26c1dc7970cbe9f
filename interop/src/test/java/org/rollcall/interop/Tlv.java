package org.rollcall.interop;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One BER element: as much of X.690 as it takes to cut a stream into messages and a message into its parts. */
public record Tlv(int tag, byte[] contents, byte[] encoded) {
    private static final int CONSTRUCTED = 0x20;

    /**
     * Reads one element.
     *
     * @return null at the stream's end
     * @throws EOFException where the stream ends inside the element
     */
    public static Tlv read(InputStream in) throws IOException {
        int tag = in.read();
        if (tag < 0) {
            return null;
        }
        int first = next(in);
        byte[] header;
        int length;
        if (first < 0x80) {
            header = new byte[] {(byte) tag, (byte) first};
            length = first;
        } else {
            byte[] octets = in.readNBytes(first & 0x7f);
            length = 0;
            for (byte octet : octets) {
                length = Math.addExact(Math.multiplyExact(length, 256), octet & 0xff);
            }
            header = new byte[2 + octets.length];
            header[0] = (byte) tag;
            header[1] = (byte) first;
            System.arraycopy(octets, 0, header, 2, octets.length);
        }
        byte[] contents = in.readNBytes(length);
        if (contents.length < length) {
            throw new EOFException("the stream ends inside an element");
        }
        byte[] encoded = ByteBuffer.allocate(header.length + length)
                .put(header)
                .put(contents)
                .array();
        return new Tlv(tag, contents, encoded);
    }

    private static int next(InputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the stream ends inside an element's length");
        }
        return octet;
    }

    boolean isConstructed() {
        return (tag & CONSTRUCTED) != 0;
    }

    /**
     * The elements that the contents of this one are made of.
     *
     * @throws IOException where they are not exactly a sequence of elements
     */
    public List<Tlv> children() throws IOException {
        List<Tlv> children = new ArrayList<>();
        InputStream in = new java.io.ByteArrayInputStream(contents);
        for (Tlv child = read(in); child != null; child = read(in)) {
            children.add(child);
        }
        return children;
    }

    /** Holds that every length, down to the last part, says exactly what is there. */
    void check() throws IOException {
        if (isConstructed()) {
            for (Tlv child : children()) {
                child.check();
            }
        }
    }

    public int integer() {
        int value = contents[0];
        for (int i = 1; i < contents.length; i++) {
            value = value << 8 | contents[i] & 0xff;
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tlv that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }
}
