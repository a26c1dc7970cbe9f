package org.rollcall.server.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.server.control.ControlException.Kind;

/** A client's end of the channel, for one request. */
public final class ControlClient implements AutoCloseable {
    /** The server is trusted with more than its clients are: an entry may be as large as its operator allows. */
    static final int MOST_BYTES = 1 << 30;

    private final Lines lines;

    private ControlClient(SocketChannel channel) {
        // A work may be silent for as long as it takes; a server that ends is noticed.
        this.lines = new Lines(channel, null, Duration.ZERO);
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
    public ControlResult ask(ControlRequest.OfStore request, ControlProgress progress) throws ControlException {
        try {
            lines.write(ControlCodec.encode(request));
        } catch (IOException e) {
            // A server that takes no more may have said why before it closed.
            return answer(request, progress, e);
        }
        return answer(request, progress, null);
    }

    private ControlResult answer(ControlRequest request, ControlProgress progress, @Nullable IOException before)
            throws ControlException {
        try {
            while (true) {
                byte[] line = lines.read(MOST_BYTES);
                if (line == null) {
                    throw new ControlException(Kind.FAILED, "the server ended before it answered");
                }
                switch (ControlCodec.decodeAnswer(request, line)) {
                    case ControlCodec.Line.Progress told -> progress.report(told.stage(), told.done(), told.total());
                    case ControlCodec.Line.Result(ControlResult result) -> {
                        return result;
                    }
                    case ControlCodec.Line.Failure(ControlException failure) -> throw failure;
                    case ControlCodec.Line.Entry _, ControlCodec.Line.Settled _ ->
                        throw Fields.notUnderstood("an answer with entries, for which nobody asked");
                }
            }
        } catch (IOException e) {
            IOException cause = before == null ? e : before;
            throw new ControlException(Kind.FAILED, "the server could not be asked: " + cause.getMessage(), cause);
        }
    }

    /** For those who ask for entries. */
    Lines lines() {
        return lines;
    }

    /** Ends the connection; a work that is not done ends as well. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
