package org.rollcall.bench.load;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** One connection on which a thread asks and waits for what it is answered. */
public final class Conversation implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    private Conversation(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    /**
     * Connects.
     *
     * @param patience how long an answer may take
     */
    public static Conversation begin(Target target, Duration patience) throws IOException {
        Socket plain = new Socket();
        if (target.source().isPresent()) {
            plain.bind(new InetSocketAddress(target.source().get(), 0));
        }
        plain.connect(target.address());
        plain.setTcpNoDelay(true);
        plain.setSoTimeout((int) patience.toMillis());
        return new Conversation(
                target.tls().isPresent() ? encrypted(plain, target.tls().get()) : plain);
    }

    private static Socket encrypted(Socket plain, SslContext tls) throws IOException {
        if (!(tls instanceof JdkSslContext jdk)) {
            throw new IllegalArgumentException("not the JDK's TLS: " + tls);
        }
        return jdk.context()
                .getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    }

    /** Sends so many octets from the beginning. */
    public void send(byte[] octets, int length) throws IOException {
        socket.getOutputStream().write(octets, 0, length);
    }

    /** The next whole message. */
    public byte[] message() throws IOException {
        int tag = in.readUnsignedByte();
        int first = in.readUnsignedByte();
        int lengthBytes = first < 0x80 ? 0 : Math.min(first & 0x7f, 4);
        byte[] length = in.readNBytes(lengthBytes);
        int size = first < 0x80 ? first : 0;
        for (byte b : length) {
            size = size << 8 | (b & 0xff);
        }
        byte[] message = new byte[2 + lengthBytes + size];
        message[0] = (byte) tag;
        message[1] = (byte) first;
        System.arraycopy(length, 0, message, 2, lengthBytes);
        in.readFully(message, 2 + lengthBytes, size);
        return message;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
