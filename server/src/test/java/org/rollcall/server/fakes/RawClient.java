package org.rollcall.server.fakes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.Framing;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultResponse;

/** A client that sends any octets, and reads messages when it is told to. */
public final class RawClient implements AutoCloseable {
    /** Long enough for a loaded machine; only a broken server makes a test wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;
    private final ByteBuf received = Unpooled.buffer();
    private final MessageDecoder decoder = new MessageDecoder(new DecoderLimits(1 << 24, 64, 100_000));

    public RawClient(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /** A client that the system buffers little for; 0 for the usual. */
    public RawClient(InetSocketAddress server, int receiveBuffer) throws IOException {
        this(server, receiveBuffer, Optional.empty());
    }

    /** A client at another address of this machine, such as 127.0.0.2. */
    public RawClient(InetSocketAddress server, InetAddress from) throws IOException {
        this(server, 0, Optional.of(from));
    }

    private RawClient(InetSocketAddress server, int receiveBuffer, Optional<InetAddress> from) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        if (from.isPresent()) {
            socket.bind(new InetSocketAddress(from.get(), 0));
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(server, (int) PATIENCE.toMillis());
        in = socket.getInputStream();
    }

    /** A client on a connection that is there. */
    public RawClient(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = socket.getInputStream();
    }

    public RawClient send(byte[]... messages) throws IOException {
        socket.getOutputStream().write(Requests.concat(messages));
        return this;
    }

    /** The next message; EOFException where the server has closed. */
    public LdapMessage read() throws IOException {
        return read(decoder::decode);
    }

    /** The next message, where it answers a Sicily step. */
    public LdapMessage readSicily() throws IOException {
        return read(decoder::decodeSicily);
    }

    private interface Reading {
        LdapMessage read(ByteBuf received) throws ProtocolException;
    }

    private LdapMessage read(Reading reading) throws IOException {
        try {
            while (true) {
                int length = Framing.frameLength(received, received.readerIndex(), received.readableBytes(), 1 << 24);
                if (length >= 0 && length <= received.readableBytes()) {
                    return reading.read(received);
                }
                received.discardSomeReadBytes();
                byte[] more = new byte[16 * 1024];
                int count = in.read(more);
                if (count < 0) {
                    throw new EOFException(received.readableBytes() + " octets without end");
                }
                received.writeBytes(more, 0, count);
            }
        } catch (ProtocolException e) {
            throw new AssertionError("the server sent what is no message: " + e.text(), e);
        }
    }

    /** The next result, whatever comes before it. */
    public LdapMessage readResult() throws IOException {
        while (true) {
            LdapMessage message = read();
            if (message.op() instanceof ResultResponse) {
                return message;
            }
        }
    }

    /** The next result as {@code id:label}. */
    public String result() throws IOException {
        LdapMessage message = readResult();
        return message.messageId() + ":" + result(message).code().label();
    }

    public static LdapResult result(LdapMessage message) {
        return ((ResultResponse) message.op()).result();
    }

    /** True where the server closes, or has, without sending anything more. */
    public boolean isClosed() throws IOException {
        try {
            return !received.isReadable() && in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
