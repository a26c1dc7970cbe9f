package org.rollcall.cli;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.UnbindRequest;

/** A client that asks one thing at a time and only looks for the end of the answer. */
final class RehearsalClient implements AutoCloseable {
    private static final int SEARCH_RESULT_ENTRY = 0x64;
    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;
    private final DataInputStream in;
    private final TextEncoding text;
    private final MessageEncoder encoder = new MessageEncoder();
    private int lastId;

    RehearsalClient(InetSocketAddress address, TextEncoding text) throws IOException {
        this.text = text;
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Sends a request and waits for the last message of its answer. */
    void ask(Request request) throws IOException {
        send(request);
        while (operation() == SEARCH_RESULT_ENTRY) {
            // More follows.
        }
    }

    private void send(Request request) throws IOException {
        ByteBuf message = Unpooled.buffer();
        // Few enough messages that each id takes one octet.
        encoder.encode(new LdapMessage(++lastId, request), message, text);
        OutputStream out = socket.getOutputStream();
        out.write(message.array(), message.arrayOffset() + message.readerIndex(), message.readableBytes());
        out.flush();
    }

    /** Reads a message and returns the tag of its operation. */
    private int operation() throws IOException {
        in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length >= 0x80) {
            int octets = length & 0x7f;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | in.readUnsignedByte();
            }
        }
        byte[] contents = in.readNBytes(length);
        if (contents.length < 4) {
            throw new IOException("the answer ends early");
        }
        int idOctets = contents[1];
        return contents[2 + idOctets] & 0xff;
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            send(new UnbindRequest());
        }
    }
}
