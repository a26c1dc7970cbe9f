package org.rollcall.bench.run;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.rollcall.bench.load.Conversation;
import org.rollcall.bench.load.LoadFailedException;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.wire.MessageScanner;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Requests;

/** One connection, on which one thread asks one thing after the other. */
final class Asking implements AutoCloseable {
    static final int SUCCESS = 0;
    static final int BIND_IN_PROGRESS = 14;
    static final int NO_SUCH_OBJECT = 32;
    static final int INVALID_CREDENTIALS = 49;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] NTLM = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);

    private final Conversation server;
    private final MessageScanner scanner = new MessageScanner();
    private int id;
    private int op;
    private int resultCode;

    private Asking(Conversation server) {
        this.server = server;
    }

    static Asking begin(Target target) throws IOException {
        return new Asking(Conversation.begin(target, PATIENCE));
    }

    /**
     * The last message of an answer.
     *
     * @param entries that came before it
     */
    @SuppressWarnings("ArrayRecordComponent") // never written to
    record Answer(int resultCode, int entries, byte[] message) {
        /** @throws LoadFailedException where the result is another, or entries came before it */
        Answer expect(int code) {
            if (resultCode != code || entries > 0) {
                throw new LoadFailedException(
                        "expected result " + code + ", got " + resultCode + " after " + entries + " entries");
            }
            return this;
        }

        /** The message of NTLM that ends it. */
        byte[] ntlm() {
            for (int at = 0; at + NTLM.length <= message.length; at++) {
                if (Arrays.equals(message, at, at + NTLM.length, NTLM, 0, NTLM.length)) {
                    return Arrays.copyOfRange(message, at, message.length);
                }
            }
            throw new LoadFailedException("an answer without a message of NTLM");
        }
    }

    /** Sends an operation, and waits for all of its answer. */
    Answer ask(byte[] operation) throws IOException {
        // As long for all, so that nothing else differs.
        id = 1 + id % 100;
        byte[] request = Requests.message(id, operation);
        server.send(request, request.length);
        int entries = -1;
        byte[] message;
        do {
            entries++;
            message = server.message();
            scanner.scan(Unpooled.wrappedBuffer(message), this::heard);
        } while (op == Op.SEARCH_ENTRY);
        return new Answer(resultCode, entries, message);
    }

    private void heard(int messageId, int tag, int code, int bytes) {
        if (messageId != id) {
            throw new LoadFailedException("an answer to message " + messageId + " instead of " + id);
        }
        op = tag;
        resultCode = code;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
