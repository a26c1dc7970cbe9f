package org.rollcall.interop;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.rollcall.interop.PduScript.Pdu;
import org.rollcall.interop.PduScript.Step;

/** Plays a {@link PduScript} to a server by plain sockets, and compares what comes back. */
final class PduPlayer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SEARCH_RESULT_ENTRY = 0x64;

    private final InetSocketAddress server;
    private final List<Socket> sockets = new ArrayList<>();
    private InputStream in;

    private PduPlayer(InetSocketAddress server) {
        this.server = server;
    }

    static void play(PduScript script, InetSocketAddress server) {
        try (PduPlayer player = new PduPlayer(server)) {
            for (Step step : script.steps()) {
                try {
                    player.play(step);
                } catch (IOException | AssertionError e) {
                    throw new AssertionError(script.name() + ":" + step.line() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void play(Step step) throws IOException {
        switch (step) {
            case Step.Connect connect -> {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.bind(new InetSocketAddress(connect.from(), 0));
                socket.connect(server, PATIENCE_MILLIS);
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.setTcpNoDelay(true);
                in = new BufferedInputStream(socket.getInputStream());
            }
            case Step.Send send -> {
                sockets.getLast().getOutputStream().write(send.octets());
                sockets.getLast().getOutputStream().flush();
            }
            case Step.Expect expect -> compare(expect, message());
            case Step.ExpectResult expect -> compare(expect, message());
            case Step.ExpectClose _ -> {
                Tlv more = Tlv.read(in);
                if (more != null) {
                    throw new AssertionError("expected the connection's end, got " + hex(more.encoded()));
                }
            }
        }
    }

    private Tlv message() throws IOException {
        try {
            Tlv message = Tlv.read(in);
            if (message == null) {
                throw new AssertionError("the server closed the connection instead of a reply");
            }
            return message;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no reply within " + PATIENCE_MILLIS + " ms", e);
        }
    }

    private static void compare(Step.Expect expect, Tlv message) throws IOException {
        byte[] actual = message.encoded();
        Pdu pdu = expect.pdu();
        boolean same = expect.anyOrder()
                ? ordered(pdu.octets()).equals(ordered(actual))
                : Arrays.equals(pdu.seenAs(actual), actual);
        if (!same) {
            throw new AssertionError("\nexpected " + hex(pdu.octets()) + "\n     got " + hex(actual) + "\nexpected "
                    + readable(pdu.octets()) + "\n     got " + readable(actual));
        }
    }

    /** The id, the name and the attributes of a search result entry, these in an order of their own. */
    private static List<Tlv> ordered(byte[] octets) throws IOException {
        List<Tlv> message = Tlv.read(new ByteArrayInputStream(octets)).children();
        Tlv entry = message.get(1);
        if (entry.tag() != SEARCH_RESULT_ENTRY) {
            throw new AssertionError("not an entry: " + hex(octets));
        }
        List<Tlv> parts =
                new ArrayList<>(List.of(message.get(0), entry.children().get(0)));
        entry.children().get(1).children().stream()
                .sorted(Comparator.comparing(attribute -> hex(attribute.encoded())))
                .forEach(parts::add);
        return parts;
    }

    private static void compare(Step.ExpectResult expect, Tlv message) throws IOException {
        List<Tlv> parts = message.children();
        int id = parts.get(0).integer();
        int tag = parts.get(1).tag();
        if (id != expect.id() || tag != expect.tag()) {
            throw new AssertionError("expected the result of another operation, got " + hex(message.encoded()));
        }
        int code = parts.get(1).children().getFirst().integer();
        if (code != expect.code()) {
            throw new AssertionError(
                    "expected result code " + expect.code() + ", got " + code + ": " + readable(message.encoded()));
        }
    }

    private static String hex(byte[] octets) {
        return HexFormat.ofDelimiter(" ").formatHex(octets);
    }

    private static String readable(byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (byte octet : octets) {
            text.append(octet >= 0x20 && octet < 0x7f ? (char) octet : '.');
        }
        return text.toString();
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
