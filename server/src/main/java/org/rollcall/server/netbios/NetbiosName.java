package org.rollcall.server.netbios;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * A name of sixteen octets in a scope (RFC 1001 §14). By custom the last octet, the suffix, tells what it is the name of,
 * and blanks fill what a shorter name leaves of the others.
 *
 * @param octets the sixteen, each as the character of its number
 * @param scope labels with dots between them, each octet as the character of its number; empty where there is none
 */
record NetbiosName(String octets, String scope) {
    /** Octets beside the suffix. */
    static final int LABEL_OCTETS = 15;
    /** Of a name in its encoded form with its scope and all lengths, as RFC 883 has it. */
    static final int MOST_ENCODED_OCTETS = 255;

    private static final int OCTETS = LABEL_OCTETS + 1;
    private static final int HALVES = 2 * OCTETS;
    private static final int MOST_OF_A_SCOPE_LABEL = 63;

    NetbiosName {
        if (octets.length() != OCTETS) {
            throw new IllegalArgumentException("a name has sixteen octets, not " + octets.length());
        }
    }

    /**
     * A name filled up with blanks.
     *
     * @param label at most fifteen characters
     */
    static NetbiosName of(String label, int suffix, String scope) {
        return new NetbiosName(label + " ".repeat(LABEL_OCTETS - label.length()) + (char) suffix, scope);
    }

    /** The name without its suffix and what it was filled up with: blanks, or zeros behind a {@code *}. */
    String label() {
        int end = LABEL_OCTETS;
        while (end > 0 && (octets.charAt(end - 1) == ' ' || octets.charAt(end - 1) == 0)) {
            end--;
        }
        return octets.substring(0, end);
    }

    int suffix() {
        return octets.charAt(LABEL_OCTETS);
    }

    /**
     * Reads a name in the form of RFC 1002 §4.1. Pointers to other names are refused: sessions may not have them, and in
     * a query there is nothing to point to.
     */
    static NetbiosName read(ByteBuf in) throws MalformedPacketException {
        int start = in.readerIndex();
        if (labelLength(in) != HALVES) {
            throw new MalformedPacketException("a name does not begin with thirty-two octets");
        }
        StringBuilder octets = new StringBuilder(OCTETS);
        for (int i = 0; i < OCTETS; i++) {
            octets.append((char) (half(in.readByte()) << 4 | half(in.readByte())));
        }
        StringBuilder scope = new StringBuilder();
        int length = labelLength(in);
        while (length > 0) {
            String label = in.readString(length, StandardCharsets.ISO_8859_1);
            if (label.indexOf('.') >= 0) {
                throw new MalformedPacketException("a scope has a label with a dot in it");
            }
            scope.append(scope.isEmpty() ? "" : ".").append(label);
            length = labelLength(in);
        }
        if (in.readerIndex() - start > MOST_ENCODED_OCTETS) {
            throw new MalformedPacketException("a name is longer than " + MOST_ENCODED_OCTETS + " octets");
        }
        return new NetbiosName(octets.toString(), scope.toString());
    }

    /** The length of the next label, which is there in whole. */
    private static int labelLength(ByteBuf in) throws MalformedPacketException {
        if (!in.isReadable()) {
            throw new MalformedPacketException("a name has no end");
        }
        int length = in.readUnsignedByte();
        if (length > MOST_OF_A_SCOPE_LABEL) {
            throw new MalformedPacketException("a name has a pointer or a label that is too long");
        }
        if (length > in.readableBytes()) {
            throw new MalformedPacketException("a name ends within a label");
        }
        return length;
    }

    private static int half(byte letter) throws MalformedPacketException {
        if (letter < 'A' || letter > 'P') {
            throw new MalformedPacketException("a name has other letters than A to P");
        }
        return letter - 'A';
    }

    /** Writes what {@link #read} reads. */
    void write(ByteBuf out) {
        out.writeByte(HALVES);
        for (int i = 0; i < OCTETS; i++) {
            out.writeByte('A' + (octets.charAt(i) >> 4));
            out.writeByte('A' + (octets.charAt(i) & 0xf));
        }
        if (!scope.isEmpty()) {
            for (String label : scope.split("\\.", -1)) {
                out.writeByte(label.length());
                out.writeCharSequence(label, StandardCharsets.ISO_8859_1);
            }
        }
        out.writeByte(0);
    }

    /** For logs: {@code NAME<20>}, with its scope behind a dot, whatever octets a stranger put in. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendPrintable(text, label());
        text.append(String.format("<%02x>", suffix()));
        if (!scope.isEmpty()) {
            appendPrintable(text.append('.'), scope);
        }
        return text.toString();
    }

    private static void appendPrintable(StringBuilder text, String octets) {
        for (int i = 0; i < octets.length(); i++) {
            char octet = octets.charAt(i);
            if (octet > ' ' && octet < 0x7f) {
                text.append(octet);
            } else {
                text.append(String.format("\\%02x", (int) octet));
            }
        }
    }
}
