package org.rollcall.ldap.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;

/** What the decoding of one message carries along: the cursor, the count of elements, and the known names. */
final class DecodingState {
    private static final byte[] NOTHING = new byte[0];

    private final BerReader reader = new BerReader(NOTHING);
    private final DescriptionCache descriptions = new DescriptionCache();
    private final DecoderLimits limits;
    private int elementsLeft;

    DecodingState(DecoderLimits limits) {
        this.limits = limits;
    }

    void start(byte[] octets, int offset, int length) {
        reader.reset(octets, offset, length);
        elementsLeft = limits.maxElements();
    }

    /** Lets go of the octets. */
    void finish() {
        reader.reset(NOTHING, 0, 0);
    }

    BerReader reader() {
        return reader;
    }

    DecoderLimits limits() {
        return limits;
    }

    void countElement() throws BerException {
        if (--elementsLeft < 0) {
            throw BerException.limit("more than " + limits.maxElements() + " elements");
        }
    }

    /** An attribute description, OID, or other name that is likely to come again. */
    String description(int tag) throws BerException {
        int length = reader.header(tag);
        int start = reader.position();
        reader.advance(length);
        return descriptions.get(reader.array(), start, length);
    }

    String text(int tag) throws BerException {
        int length = reader.header(tag);
        if (length == 0) {
            return "";
        }
        int start = reader.position();
        reader.advance(length);
        return TextEncoding.UTF_8.decode(Arrays.copyOfRange(reader.array(), start, start + length));
    }

    /** The values of a SET OF OCTET STRING. */
    List<OctetString> values() throws BerException {
        int outer = reader.enter(Ber.SET);
        List<OctetString> values = List.of();
        while (reader.hasMore()) {
            countElement();
            OctetString value = reader.octetString();
            if (values.isEmpty() && !reader.hasMore()) {
                values = List.of(value);
            } else {
                if (values.isEmpty()) {
                    values = new ArrayList<>(4);
                }
                values.add(value);
            }
        }
        reader.leave(outer);
        return values;
    }

    List<String> texts(int tag) throws BerException {
        int outer = reader.enter(tag);
        List<String> texts = new ArrayList<>(2);
        while (reader.hasMore()) {
            countElement();
            texts.add(text(Ber.OCTET_STRING));
        }
        reader.leave(outer);
        return texts;
    }

    /** Leaves an element that must have nothing more. */
    void leaveExactly(int outer) throws BerException {
        if (reader.hasMore()) {
            throw BerException.structure("octets behind the last element");
        }
        reader.leave(outer);
    }
}
