package org.rollcall.bench.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A SearchResultEntry read in full, for checking samples: its DN, and its attributes by their names as sent. */
public record Entry(String dn, Map<String, List<String>> attributes) {
    public Entry {
        attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /**
     * Reads a whole LDAPMessage that carries an entry.
     *
     * @throws MalformedMessageException when it does not
     */
    public static Entry read(byte[] message) {
        Reader outer = new Reader(message, 0, message.length);
        Reader envelope = outer.enter(Ber.SEQUENCE);
        envelope.enter(Ber.INTEGER);
        Reader entry = envelope.enter(Op.SEARCH_ENTRY);
        String dn = entry.enter(Ber.OCTET_STRING).text();
        Reader list = entry.enter(Ber.SEQUENCE);
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        while (list.hasMore()) {
            Reader attribute = list.enter(Ber.SEQUENCE);
            String name = attribute.enter(Ber.OCTET_STRING).text();
            Reader set = attribute.enter(Ber.SET);
            List<String> values = new ArrayList<>();
            while (set.hasMore()) {
                values.add(set.enter(Ber.OCTET_STRING).text());
            }
            attributes.put(name, List.copyOf(values));
        }
        return new Entry(dn, attributes);
    }

    private static final class Reader {
        private final byte[] bytes;
        private final int end;
        private int at;

        Reader(byte[] bytes, int at, int end) {
            this.bytes = bytes;
            this.at = at;
            this.end = end;
        }

        boolean hasMore() {
            return at < end;
        }

        Reader enter(int tag) {
            if (at + 2 > end || (bytes[at] & 0xff) != tag) {
                throw new MalformedMessageException("expected tag " + tag);
            }
            int length = bytes[at + 1];
            at += 2;
            if (length < 0) {
                int count = length & 0x7f;
                length = 0;
                for (int i = 0; i < count && at < end; i++) {
                    length = length << 8 | (bytes[at++] & 0xff);
                }
            }
            if (length < 0 || length > end - at) {
                throw new MalformedMessageException("an element longer than what holds it");
            }
            Reader inner = new Reader(bytes, at, at + length);
            at += length;
            return inner;
        }

        String text() {
            return new String(bytes, at, end - at, StandardCharsets.UTF_8);
        }
    }
}
