package org.rollcall.ldap.codec;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.rollcall.ldap.ber.Ber;

/**
 * The octets of one request, as far as they need no decoder: which id it has, and where its operation begins. To be
 * filled again and again by one thread; what is in it is valid until then.
 */
public final class RequestOctets {
    /** The longest request that is taken, in octets. */
    public static final int LONGEST = 1024;

    private final byte[] octets = new byte[LONGEST];
    private int messageId;
    private int start;
    private int end;
    private RequestForm form = RequestForm.NONE;

    /**
     * Takes a PDU in.
     *
     * @param length the PDU's, as {@link Framing} found it
     * @return false, and nothing taken, where it is too long or begins in an unusual way: a decoder has to look
     */
    public boolean read(ByteBuf in, int index, int length) {
        clear();
        if (length > LONGEST || length < 7) {
            return false;
        }
        in.getBytes(index, octets, 0, length);
        int first = octets[1];
        int at = first >= 0 ? 2 : 2 + (first & 0x7f);
        if (at + 3 > length || octets[at] != Ber.INTEGER) {
            return false;
        }
        int idOctets = octets[at + 1];
        int operation = at + 2 + idOctets;
        if (idOctets < 1 || idOctets > 4 || operation >= length) {
            return false;
        }
        int id = 0;
        for (int i = at + 2; i < operation; i++) {
            id = (id << 8) | (octets[i] & 0xff);
        }
        // Zero and negative numbers are no ids of requests (RFC 4511 §4.1.1.1).
        if (id <= 0 || octets[at + 2] < 0) {
            return false;
        }
        messageId = id;
        start = operation;
        end = length;
        return true;
    }

    /** Forgets what it holds. */
    public void clear() {
        messageId = 0;
        start = 0;
        end = 0;
        form = RequestForm.NONE;
    }

    public boolean isEmpty() {
        return end == 0;
    }

    public int messageId() {
        return messageId;
    }

    /** The array that holds the request, not a copy; for readers that promise not to write. */
    public byte[] unsafeArray() {
        return octets;
    }

    /** Where the operation begins: what is before differs from one message to the next. */
    public int start() {
        return start;
    }

    /** Where the operation, with its controls, ends. */
    public int end() {
        return end;
    }

    /** The operation's tag. */
    public int operationTag() {
        return octets[start] & 0xff;
    }

    /** Takes note that the request has this form; holds until other octets are taken in. */
    public void found(RequestForm known) {
        form = known;
    }

    /** The form that the request was found to have; {@link RequestForm#NONE} where nobody found one. */
    public RequestForm form() {
        return form;
    }

    /** A copy of the whole PDU. */
    public byte[] toByteArray() {
        return Arrays.copyOf(octets, end);
    }
}
