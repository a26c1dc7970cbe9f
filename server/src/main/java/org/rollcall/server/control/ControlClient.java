package org.rollcall.server.control;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.rollcall.server.control.ControlCodec.Line;
import org.rollcall.server.control.ControlException.Kind;

/** A client's end of the channel, for one request. */
public final class ControlClient implements AutoCloseable {
    /** The server is trusted with more than its clients are: an entry may be as large as its operator allows. */
    static final int MOST_BYTES = 1 << 30;

    private final Lines lines;

    private ControlClient(SocketChannel channel) {
        // A work may be silent for as long as it takes; a server that ends is noticed.
        this.lines = new Lines(channel);
    }

    /** Reaches the server behind a socket; empty where there is none, or none that this user may reach. */
    public static Optional<ControlClient> connect(Path socket) {
        try {
            return Optional.of(new ControlClient(SocketChannel.open(UnixDomainSocketAddress.of(socket))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws ControlException if it was not done, or the server ended first
     */
    public ControlResult ask(ControlRequest.OfOneResult request, ControlProgress progress) throws ControlException {
        byte[] line = ControlCodec.encode(request);
        send(line);
        // It may have a password in it.
        Arrays.fill(line, (byte) 0);
        while (true) {
            switch (answer(request)) {
                case Line.Progress told -> progress.report(told.stage(), told.done(), told.total());
                case Line.Result(ControlResult result) -> {
                    return result;
                }
                case Line.Failure(ControlException failure) -> throw failure;
                case Line.Entry _, Line.Settled _ ->
                    throw Fields.notUnderstood("an answer with entries, for which nobody asked");
            }
        }
    }

    /** Sends a line. Where the server takes no more, the answer says so: it may have said why before it closed. */
    void send(byte[] line) {
        try {
            lines.write(line);
        } catch (IOException e) {
            return;
        }
    }

    /** The next line of the answer; a failure also where none comes any more. */
    Line answer(ControlRequest request) {
        try {
            byte[] line = lines.read(MOST_BYTES);
            if (line == null) {
                throw new EOFException("no more comes");
            }
            return ControlCodec.decodeAnswer(request, line);
        } catch (ControlException e) {
            return new Line.Failure(e);
        } catch (IOException e) {
            return new Line.Failure(new ControlException(
                    Kind.FAILED, "the connection broke: the server ended, or waited too long for this command", e));
        }
    }

    /** Ends the connection, also for another thread that uses it. */
    void closeQuietly() {
        lines.closeQuietly();
    }

    /** Ends the connection; a work that is not done ends as well. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
