package org.rollcall.ldap.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;
import org.rollcall.ldap.ber.BerWriter;

/** What reading and writing the values of controls has in common. */
final class Values {
    private Values() {}

    /** Nothing may follow the one element of a value. */
    static void end(BerReader in) throws BerException {
        if (in.hasMore()) {
            throw BerException.structure("octets behind the value");
        }
    }

    static String text(BerReader in, int tag) throws BerException {
        int length = in.header(tag);
        int start = in.position();
        in.advance(length);
        return TextEncoding.UTF_8.decode(Arrays.copyOfRange(in.array(), start, start + length));
    }

    /** A SEQUENCE OF strings with at most so many elements. */
    static List<String> texts(BerReader in, int most) throws BerException {
        int outer = in.enter(Ber.SEQUENCE);
        List<String> texts = new ArrayList<>();
        while (in.hasMore()) {
            countAgainst(most, texts.size());
            texts.add(text(in, Ber.OCTET_STRING));
        }
        in.leave(outer);
        return texts;
    }

    static void countAgainst(int most, int soFar) throws BerException {
        if (soFar >= most) {
            throw BerException.limit("more than " + most + " elements");
        }
    }

    static void writeTexts(BerWriter out, List<String> texts) {
        int mark = out.size();
        for (int i = texts.size() - 1; i >= 0; i--) {
            out.octetString(Ber.OCTET_STRING, TextEncoding.UTF_8.encode(texts.get(i)));
        }
        out.close(Ber.SEQUENCE, mark);
    }
}
