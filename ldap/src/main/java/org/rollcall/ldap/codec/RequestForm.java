package org.rollcall.ldap.codec;

import java.util.Arrays;
import java.util.Optional;
import org.rollcall.ldap.OctetString;

/**
 * A request with one value cut out: what a client sends again and again with another name. Two requests of one form are
 * the same but for the octets of that value, of which they have equally many, so that every length before it is the same
 * too.
 */
public final class RequestForm {
    /** The form of no request. */
    public static final RequestForm NONE = new RequestForm(new byte[0], new byte[0], 0);

    private final byte[] before;
    private final byte[] after;
    private final int valueLength;

    private RequestForm(byte[] before, byte[] after, int valueLength) {
        this.before = before;
        this.after = after;
        this.valueLength = valueLength;
    }

    /**
     * The form of a request around a value that it contains.
     *
     * @return empty where the value's octets occur more than once, so that nobody can say which of them are the value
     */
    public static Optional<RequestForm> around(RequestOctets request, OctetString value) {
        byte[] octets = request.unsafeArray();
        int found = -1;
        for (int at = request.start(); at + value.length() <= request.end(); at++) {
            if (Arrays.equals(octets, at, at + value.length(), value.unsafeArray(), 0, value.length())) {
                if (found >= 0) {
                    return Optional.empty();
                }
                found = at;
            }
        }
        return found < 0 || value.isEmpty()
                ? Optional.empty()
                : Optional.of(new RequestForm(
                        Arrays.copyOfRange(octets, request.start(), found),
                        Arrays.copyOfRange(octets, found + value.length(), request.end()),
                        value.length()));
    }

    /** Whether a request has this form. */
    public boolean fits(RequestOctets request) {
        int start = request.start();
        int end = request.end();
        byte[] octets = request.unsafeArray();
        int value = start + before.length;
        return end - start == length()
                && Arrays.equals(octets, value + valueLength, end, after, 0, after.length)
                && Arrays.equals(octets, start, value, before, 0, before.length);
    }

    /** Octets of an operation of this form. */
    public int length() {
        return before.length + valueLength + after.length;
    }

    /** Where the value begins in a request of this form. */
    public int valueStart(RequestOctets request) {
        return request.start() + before.length;
    }

    public int valueLength() {
        return valueLength;
    }
}
