package org.rollcall.server.fakes;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import javax.net.SocketFactory;

/**
 * A socket on which what goes over it is in frames of NetBIOS sessions, which those who use its streams do not see. Its
 * frames are made and read without the server's own code.
 */
public final class NetbiosSocket extends Socket {
    public static final int MESSAGE = 0x00;
    public static final int REQUEST = 0x81;
    public static final int KEEP_ALIVE = 0x85;

    private static final int PATIENCE_MILLIS = 20_000;

    private final String called;
    private int left;
    private int keepAlives;
    private int longestFrame;

    /** One that calls a server by this name as soon as it is connected; by none where it is empty. */
    public NetbiosSocket(String called) throws IOException {
        this.called = called;
        setTcpNoDelay(true);
        setSoTimeout(PATIENCE_MILLIS);
    }

    /** A client with a session. */
    public static RawClient client(InetSocketAddress server, String called) throws IOException {
        return new RawClient(connected(server, called));
    }

    /** A client with a session, that the system buffers little for. */
    public static RawClient slowClient(InetSocketAddress server, String called) throws IOException {
        NetbiosSocket socket = new NetbiosSocket(called);
        socket.setReceiveBufferSize(4096);
        socket.connect(server);
        return new RawClient(socket);
    }

    public static NetbiosSocket connected(InetSocketAddress server, String called) throws IOException {
        NetbiosSocket socket = new NetbiosSocket(called);
        socket.connect(server);
        return socket;
    }

    /** For clients that make their connections themselves. */
    public static SocketFactory factory(String called) {
        return new SocketFactory() {
            @Override
            public Socket createSocket() throws IOException {
                return new NetbiosSocket(called);
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                return connected(new InetSocketAddress(host, port), called);
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                return connected(new InetSocketAddress(host, port), called);
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
                return createSocket(host, port);
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
                return createSocket(host, port);
            }
        };
    }

    /** A name in its encoded form. */
    public static byte[] name(String label, int suffix, String... scope) {
        byte[] sixteen = Arrays.copyOf(label.getBytes(StandardCharsets.ISO_8859_1), 16);
        Arrays.fill(sixteen, label.length(), 15, (byte) (label.equals("*") ? 0 : ' '));
        sixteen[15] = (byte) suffix;
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(32);
        for (byte octet : sixteen) {
            encoded.write('A' + ((octet >> 4) & 0xf));
            encoded.write('A' + (octet & 0xf));
        }
        for (String each : scope) {
            encoded.write(each.length());
            encoded.writeBytes(each.getBytes(StandardCharsets.ISO_8859_1));
        }
        encoded.write(0);
        return encoded.toByteArray();
    }

    /** A packet of the session service. */
    public static byte[] packet(int type, byte[]... content) {
        byte[] all = Requests.concat(content);
        return ByteBuffer.allocate(4 + all.length)
                .putInt(type << 24 | all.length)
                .put(all)
                .array();
    }

    /** A session request of a client named CLIENT. */
    public static byte[] request(byte[] called) {
        return packet(REQUEST, called, name("CLIENT", 0));
    }

    @Override
    public void connect(SocketAddress server, int timeout) throws IOException {
        super.connect(server, timeout);
        if (!called.isEmpty()) {
            sendRaw(request(name(called.toUpperCase(Locale.ROOT), 0x20)));
            byte[] answer = readPacket();
            if (!Arrays.equals(answer, new byte[] {(byte) 0x82, 0, 0, 0})) {
                throw new IOException("no session: " + Arrays.toString(answer));
            }
        }
    }

    /** Else the two would end in different places of {@code Socket}. */
    @Override
    public void connect(SocketAddress server) throws IOException {
        connect(server, PATIENCE_MILLIS);
    }

    /** Sends octets as they are. */
    public void sendRaw(byte[]... octets) throws IOException {
        super.getOutputStream().write(Requests.concat(octets));
    }

    /** The next packet with its header; empty where the server has closed. */
    public byte[] readPacket() throws IOException {
        InputStream in = super.getInputStream();
        byte[] header = in.readNBytes(4);
        if (header.length == 0) {
            return header;
        }
        int length = ByteBuffer.wrap(header).getInt() & 0x1ffff;
        return Requests.concat(header, in.readNBytes(length));
    }

    /** How many packets the server sent only to show that it is there. */
    public int keepAlives() {
        return keepAlives;
    }

    /** Octets in the longest frame so far. */
    public int longestFrame() {
        return longestFrame;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream raw = super.getInputStream();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                while (left == 0) {
                    if (!nextFrame(raw)) {
                        return -1;
                    }
                }
                int count = raw.read(target, from, Math.min(length, left));
                if (count < 0) {
                    throw new EOFException("a frame lacks " + left + " octets");
                }
                left -= count;
                return count;
            }
        };
    }

    private boolean nextFrame(InputStream raw) throws IOException {
        byte[] header = raw.readNBytes(4);
        if (header.length < 4) {
            return false;
        }
        int word = ByteBuffer.wrap(header).getInt();
        if (word == KEEP_ALIVE << 24) {
            keepAlives++;
        } else if ((word & 0xfffe0000) == 0) {
            left = word;
            longestFrame = Math.max(longestFrame, left);
        } else {
            throw new IOException("neither a message nor a keep-alive: " + Integer.toHexString(word));
        }
        return true;
    }

    /** Each array that is written is in a frame of its own. */
    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream raw = super.getOutputStream();
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                raw.write(packet(MESSAGE, Arrays.copyOfRange(octets, from, from + length)));
            }
        };
    }
}
