package org.rollcall.server.netbios;

import io.netty.buffer.ByteBuf;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What the server says to a question about names. */
sealed interface NameReply {
    int NB = 0x20;
    int NBSTAT = 0x21;
    int INTERNET = 1;

    NameOutcome outcome();

    /** Writes the packet that answers a query. */
    void write(NameQuery query, ByteBuf out);

    /** A header and the one record, up to the length of its data. */
    private static void begin(NameQuery query, int rcode, boolean repeatsRecursion, int type, long ttl, ByteBuf out) {
        int response = 0x8000;
        int authoritative = 0x0400;
        int recursion = repeatsRecursion && query.recursionDesired() ? 0x0100 : 0;
        out.writeShort(query.id());
        out.writeShort(response | authoritative | recursion | rcode);
        out.writeShort(0);
        out.writeShort(1);
        out.writeInt(0);
        query.name().write(out);
        out.writeShort(type);
        out.writeShort(INTERNET);
        out.writeInt((int) ttl);
    }

    /**
     * The server has the name, and is at these addresses (RFC 1002 §4.2.13). Recursion is not said to be available: the
     * section wants it (§4.2.15), the header's definition forbids it (§4.2.1.1), and other servers follow that.
     */
    record Positive(Inet4Address address) implements NameReply {
        /** Not long, so that a server that moves is found. */
        private static final Duration TTL = Duration.ofMinutes(5);

        @Override
        public NameOutcome outcome() {
            return NameOutcome.POSITIVE;
        }

        @Override
        public void write(NameQuery query, ByteBuf out) {
            begin(query, 0, true, NB, TTL.toSeconds(), out);
            out.writeShort(6);
            // Its flags: one owner, who broadcasts and does not register with a name server.
            out.writeShort(0);
            out.writeBytes(address.getAddress());
        }
    }

    /** The server does not have the name (RFC 1002 §4.2.14). */
    record Negative() implements NameReply {
        private static final int NULL = 0x0a;
        /** The name requested does not exist. */
        private static final int NAME_ERROR = 3;

        @Override
        public NameOutcome outcome() {
            return NameOutcome.NEGATIVE;
        }

        @Override
        public void write(NameQuery query, ByteBuf out) {
            begin(query, NAME_ERROR, true, NULL, 0, out);
            out.writeShort(0);
        }
    }

    /** What names the server has (RFC 1002 §4.2.18). Statistics of its network adapter it does not have. */
    record Status(List<NetbiosName> table) implements NameReply {
        private static final int ACTIVE = 0x0400;
        private static final int ENTRY_OCTETS = 18;
        private static final int STATISTICS_OCTETS = 46;

        public Status {
            table = List.copyOf(table);
        }

        @Override
        public NameOutcome outcome() {
            return NameOutcome.STATUS;
        }

        @Override
        public void write(NameQuery query, ByteBuf out) {
            begin(query, 0, false, NBSTAT, 0, out);
            out.writeShort(1 + table.size() * ENTRY_OCTETS + STATISTICS_OCTETS);
            out.writeByte(table.size());
            for (NetbiosName name : table) {
                out.writeCharSequence(name.octets(), StandardCharsets.ISO_8859_1);
                out.writeShort(ACTIVE);
            }
            out.writeZero(STATISTICS_OCTETS);
        }
    }
}
