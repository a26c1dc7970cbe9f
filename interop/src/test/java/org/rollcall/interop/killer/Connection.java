package org.rollcall.interop.killer;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rollcall.interop.Tlv;

/** A client's connection: one request at a time. */
final class Connection implements AutoCloseable {
    /** A server of the least priority may have to stand still for minutes while others use the machine. */
    private static final int PATIENCE_MILLIS = 300_000;

    private static final int SEARCH_RESULT_ENTRY = 0x64;
    static final int SUCCESS = 0;
    static final int UNAVAILABLE = 52;

    private final Socket socket;
    private final InputStream in;
    private int lastId;

    /** How an operation ended. */
    record Result(int code, String text) {}

    /**
     * An entry as it came: names of attributes in small letters, values as a character for each octet.
     *
     * @param atMillis when it was read
     */
    record Entry(String dn, TreeMap<String, Set<String>> attributes, long atMillis) {}

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** @param from the loopback address that makes the owner */
    static Connection open(InetSocketAddress server, String from) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(server, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            return new Connection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    int nextId() {
        return ++lastId;
    }

    Connection bind(int version) throws IOException {
        Result result = call(Requests.bind(nextId(), version));
        if (result.code() != SUCCESS) {
            throw new AssertionError("bind refused: " + result);
        }
        return this;
    }

    /** Sends a request and waits for its result; entries before it are passed over. */
    Result call(byte[] request) throws IOException {
        return search(request, new ArrayList<>());
    }

    /** Sends a request, gathers the entries that it brings, and gives its result. */
    Result search(byte[] request, List<Entry> entries) throws IOException {
        socket.getOutputStream().write(request);
        while (true) {
            Tlv message = Tlv.read(in);
            if (message == null) {
                throw new EOFException("the server closed the connection instead of a reply");
            }
            List<Tlv> parts = message.children();
            Tlv operation = parts.get(1);
            if (operation.tag() == SEARCH_RESULT_ENTRY) {
                entries.add(entry(operation));
                continue;
            }
            List<Tlv> result = operation.children();
            if (parts.get(0).integer() != lastId) {
                // RFC 4511 §4.4.1: told that the server ends.
                throw new EOFException("not a reply: " + text(result.get(2)));
            }
            return new Result(result.get(0).integer(), text(result.get(2)));
        }
    }

    private static Entry entry(Tlv operation) throws IOException {
        List<Tlv> parts = operation.children();
        TreeMap<String, Set<String>> attributes = new TreeMap<>();
        for (Tlv attribute : parts.get(1).children()) {
            List<Tlv> pair = attribute.children();
            Set<String> values =
                    attributes.computeIfAbsent(text(pair.get(0)).toLowerCase(Locale.ROOT), name -> new TreeSet<>());
            for (Tlv value : pair.get(1).children()) {
                if (!values.add(text(value))) {
                    throw new AssertionError("the same value twice: " + text(pair.get(0)) + " " + text(value));
                }
            }
        }
        return new Entry(text(parts.get(0)), attributes, System.currentTimeMillis());
    }

    private static String text(Tlv string) {
        return new String(string.contents(), StandardCharsets.ISO_8859_1);
    }

    /** Says goodbye and waits for the server's end of the connection, so that the port is soon free again. */
    void unbind() throws IOException {
        socket.getOutputStream().write(Requests.unbind(nextId()));
        if (in.read() >= 0) {
            throw new IOException("something came after the unbind");
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
