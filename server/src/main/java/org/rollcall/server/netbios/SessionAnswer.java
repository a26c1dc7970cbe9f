package org.rollcall.server.netbios;

import io.netty.buffer.ByteBuf;
import java.net.Inet4Address;

/** What the server says to a session request. */
sealed interface SessionAnswer {
    SessionAnswer POSITIVE = new Positive();

    SessionOutcome outcome();

    void write(ByteBuf out);

    /** There is a session (RFC 1002 §4.3.3). */
    record Positive() implements SessionAnswer {
        @Override
        public SessionOutcome outcome() {
            return SessionOutcome.POSITIVE;
        }

        @Override
        public void write(ByteBuf out) {
            SessionFrames.writeHeader(out, SessionFrames.POSITIVE_RESPONSE, 0);
        }
    }

    /**
     * There is none (RFC 1002 §4.3.4).
     *
     * @param outcome one that has a code
     */
    record Negative(SessionOutcome outcome) implements SessionAnswer {
        @Override
        public void write(ByteBuf out) {
            SessionFrames.writeHeader(out, SessionFrames.NEGATIVE_RESPONSE, 1);
            out.writeByte(outcome.code());
        }
    }

    /** There is one elsewhere (RFC 1002 §4.3.5). */
    record Retarget(Inet4Address address, int port) implements SessionAnswer {
        @Override
        public SessionOutcome outcome() {
            return SessionOutcome.RETARGET;
        }

        @Override
        public void write(ByteBuf out) {
            SessionFrames.writeHeader(out, SessionFrames.RETARGET_RESPONSE, 6);
            out.writeBytes(address.getAddress());
            out.writeShort(port);
        }
    }
}
