package org.rollcall.ldap.codec;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ProtocolOp;

/**
 * Reads whole PDUs: RFC 4511 in both directions, RFC 1777 where it differs, the three Sicily choices. What it returns
 * owns its octets.
 *
 * <p>An instance remembers names and a modest array between messages, so it serves one thread, best one event loop with
 * all its connections.
 */
public final class MessageDecoder {
    /** Frames up to this many octets are decoded from an array that is kept. */
    private static final int KEPT = 16 * 1024;

    private enum Expected {
        ANYTHING,
        REQUEST,
        SICILY_RESPONSE
    }

    private final DecoderLimits limits;
    private final DecodingState state;
    private byte @Nullable [] scratch;
    private int messageId;
    private int operationTag;

    public MessageDecoder(DecoderLimits limits) {
        this.limits = limits;
        this.state = new DecodingState(limits);
    }

    /**
     * Reads the PDU at the reader index, request or response, and moves the index behind it, also when the PDU is
     * refused but its end is known.
     *
     * @throws ProtocolException when it is not a message, exceeds a limit, or is not there in whole
     */
    public LdapMessage decode(ByteBuf in) throws ProtocolException {
        return decode(in, Expected.ANYTHING);
    }

    /** As {@link #decode}, but a response is refused like any other tag that is no request (RFC 4511 §4.1.1). */
    public LdapMessage decodeRequest(ByteBuf in) throws ProtocolException {
        return decode(in, Expected.REQUEST);
    }

    /** As {@link #decodeRequest(ByteBuf)}, from octets that were taken already. */
    public LdapMessage decodeRequest(RequestOctets request) throws ProtocolException {
        return decode(request.unsafeArray(), 0, request.end(), Expected.REQUEST);
    }

    /**
     * As {@link #decode}, for a client that has sent a Sicily step: a BindResponse is read as a
     * {@link org.rollcall.ldap.message.SicilyBindResponse} (MS-ADTS 5.1.1.1.3).
     */
    public LdapMessage decodeSicily(ByteBuf in) throws ProtocolException {
        return decode(in, Expected.SICILY_RESPONSE);
    }

    private LdapMessage decode(ByteBuf in, Expected expected) throws ProtocolException {
        int start = in.readerIndex();
        int readable = in.readableBytes();
        int length = Framing.frameLength(in, start, readable, limits.maxMessageBytes());
        if (length == Framing.NEED_MORE || length > readable) {
            throw ProtocolException.notice("message cut short");
        }
        in.readerIndex(start + length);
        if (in.hasArray()) {
            return decode(in.array(), in.arrayOffset() + start, length, expected);
        }
        byte[] octets = scratchFor(length);
        in.getBytes(start, octets, 0, length);
        return decode(octets, 0, length, expected);
    }

    private byte[] scratchFor(int length) {
        byte[] kept = scratch;
        if (kept != null && kept.length >= length) {
            return kept;
        }
        // Arrays for large messages would stay for good, one per event loop, if they were kept.
        byte[] fresh = new byte[length <= 1024 ? 1024 : length <= KEPT ? KEPT : length];
        if (fresh.length <= KEPT) {
            scratch = fresh;
        }
        return fresh;
    }

    private LdapMessage decode(byte[] octets, int offset, int length, Expected expected) throws ProtocolException {
        messageId = 0;
        operationTag = 0;
        state.start(octets, offset, length);
        try {
            return message(expected);
        } catch (BerException e) {
            throw refusal(e);
        } finally {
            state.finish();
        }
    }

    private LdapMessage message(Expected expected) throws BerException, ProtocolException {
        BerReader in = state.reader();
        int outer = in.enter(Ber.SEQUENCE);
        int id = in.integer(Ber.INTEGER, 0, Integer.MAX_VALUE);
        int tag = in.peekTag();
        boolean request = Tags.isRequest(tag);
        if (request && id == 0) {
            throw ProtocolException.notice("message id 0 in a request");
        }
        messageId = id;
        operationTag = tag;
        ProtocolOp op = request ? RequestDecoder.read(state, tag) : response(tag, expected);
        List<Control> controls = List.of();
        boolean controlled = false;
        while (in.hasMore()) {
            if (in.nextIs(Tags.CONTROLS)) {
                if (controlled) {
                    throw BerException.structure("two lists of controls");
                }
                controlled = true;
                controls = controls();
            } else {
                in.skip();
            }
        }
        in.leave(outer);
        return new LdapMessage(id, op, controls);
    }

    private ProtocolOp response(int tag, Expected expected) throws BerException, ProtocolException {
        if (expected == Expected.REQUEST) {
            throw ProtocolException.notice("not a request");
        }
        return ResponseDecoder.read(state, tag, expected == Expected.SICILY_RESPONSE);
    }

    /** RFC 4511 §4.1.11. */
    private List<Control> controls() throws BerException {
        BerReader in = state.reader();
        int list = in.enter(Tags.CONTROLS);
        List<Control> controls = new ArrayList<>(2);
        while (in.hasMore()) {
            state.countElement();
            int outer = in.enter(Ber.SEQUENCE);
            String oid = state.description(Ber.OCTET_STRING);
            boolean critical = in.nextIs(Ber.BOOLEAN) && in.bool(Ber.BOOLEAN);
            Optional<OctetString> value =
                    in.nextIs(Ber.OCTET_STRING) ? Optional.of(in.octetString()) : Optional.empty();
            in.leave(outer);
            controls.add(new Control(oid, critical, value));
        }
        in.leave(list);
        return controls;
    }

    /**
     * RFC 4511 §4.1.1: wrong tags and lengths end the session with notice, as does a fault before the operation is
     * known; any other fault is answered by the operation's own response. Nobody waits for an answer to an unbind.
     */
    private ProtocolException refusal(BerException fault) {
        if (operationTag == Tags.UNBIND_REQUEST) {
            return new ProtocolException(ProtocolException.Kind.CLOSE, messageId, operationTag, fault.text());
        }
        boolean answerable = operationTag != Tags.ABANDON_REQUEST && Tags.isRequest(operationTag);
        return switch (fault.problem()) {
            case STRUCTURE -> notice(fault);
            case VALUE, LIMIT ->
                answerable
                        ? new ProtocolException(ProtocolException.Kind.REPLY, messageId, operationTag, fault.text())
                        : notice(fault);
        };
    }

    private ProtocolException notice(BerException fault) {
        return new ProtocolException(ProtocolException.Kind.NOTICE, messageId, operationTag, fault.text());
    }
}
