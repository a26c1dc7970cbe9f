package org.rollcall.server.domain;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Optional;
import org.rollcall.identity.domain.HelperProtocolException;
import org.rollcall.identity.domain.ReplyLines;

/** A process that is asked a question at a time. For one thread; only {@link #kill} is for any. */
final class Helper {
    private final Process process;
    private final InputStream out;
    private final OutputStream in;

    private Helper(Process process) {
        this.process = process;
        this.out = new BufferedInputStream(process.getInputStream());
        this.in = process.getOutputStream();
    }

    /** @throws IOException where the program can't be run */
    static Helper start(List<String> command) throws IOException {
        return new Helper(
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Asks, and waits for the answer for as long as the process lives.
     *
     * @return the lines of the reply
     * @throws IOException where the process ends
     * @throws HelperProtocolException where what it writes is no reply
     */
    List<String> ask(byte[] question) throws IOException, HelperProtocolException {
        ReplyLines lines = new ReplyLines();
        while (out.available() > 0) {
            if (lines.take((byte) out.read()).isPresent()) {
                throw new IOException("it writes without being asked");
            }
        }
        if (!lines.isEmpty()) {
            throw new IOException("it writes without being asked");
        }
        in.write(question);
        in.flush();
        while (true) {
            int octet = out.read();
            if (octet < 0) {
                throw new EOFException("it ended instead of answering");
            }
            Optional<List<String>> reply = lines.take((byte) octet);
            if (reply.isPresent()) {
                return reply.get();
            }
        }
    }

    /** Ends the process, and whatever it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
