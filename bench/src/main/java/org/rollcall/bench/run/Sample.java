package org.rollcall.bench.run;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.rollcall.bench.canned.ReplySizes;
import org.rollcall.bench.load.Conversation;
import org.rollcall.bench.load.LoadFailedException;
import org.rollcall.bench.load.Loads.Step;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.wire.Entry;
import org.rollcall.bench.wire.MessageScanner;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Template;

/**
 * One answer read in full before a load begins: whether it is the right one, and how large its parts are.
 *
 * @param firstEntries the first few entries, decoded
 * @param entryBytes all entries' messages together
 */
record Sample(List<Entry> firstEntries, int entries, long entryBytes, int resultCode, int resultBytes) {
    private static final int DECODED = 50;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    Sample {
        firstEntries = List.copyOf(firstEntries);
    }

    /** Sends the requests one after the other on one connection; the answers, in order. */
    static List<Sample> take(Target target, List<Template> requests, long serial) throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (Conversation server = Conversation.begin(target, LIMIT)) {
            int id = Template.FIRST_ID;
            for (Template request : requests) {
                ByteBuf out = Unpooled.buffer();
                request.writeTo(out, id, serial);
                server.send(out.array(), out.readableBytes());
                samples.add(read(server, id));
                id++;
            }
        }
        return samples;
    }

    private static Sample read(Conversation server, int id) throws IOException {
        List<Entry> first = new ArrayList<>();
        Head head = new Head();
        MessageScanner scanner = new MessageScanner();
        int entries = 0;
        long entryBytes = 0;
        while (true) {
            byte[] message = server.message();
            scanner.scan(Unpooled.wrappedBuffer(message), head);
            if (head.id != id) {
                throw new LoadFailedException("a reply to message " + head.id + " instead of " + id);
            }
            if (head.op != Op.SEARCH_ENTRY) {
                return new Sample(first, entries, entryBytes, head.resultCode, message.length);
            }
            entries++;
            entryBytes += message.length;
            if (first.size() < DECODED) {
                first.add(Entry.read(message));
            }
        }
    }

    private static final class Head implements MessageScanner.Sink {
        private int id;
        private int op;
        private int resultCode;

        @Override
        public void message(int messageId, int tag, int code, int bytes) {
            id = messageId;
            op = tag;
            resultCode = code;
        }
    }

    /**
     * Holds the answer against the expected one.
     *
     * @param attributes that each entry must have, and no other
     * @throws LoadFailedException when it is another
     */
    void check(Step step, List<String> attributes) {
        step.expectation().check(step.expectation().op(), resultCode, entries);
        for (Entry entry : firstEntries) {
            List<String> got = lowerCase(entry.attributes().keySet());
            if (!got.equals(lowerCase(attributes)) || entry.attributes().containsValue(List.of())) {
                throw new LoadFailedException("expected the attributes " + attributes + ", got " + entry);
            }
        }
    }

    private static List<String> lowerCase(Collection<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /** What the canned-reply server must send to put as much on the wire. */
    ReplySizes sizes() {
        return new ReplySizes(entries, entries == 0 ? 0 : (int) (entryBytes / entries), resultBytes);
    }
}
