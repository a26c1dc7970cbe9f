package org.rollcall.server.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;

/**
 * A line in the making, in the array that it will be written from, as UTF-8. Whoever begins it sees to it that there is
 * room for {@link #LONGEST} octets.
 */
final class Line {
    /** Text is cut here, in units of UTF-16, so that nobody fills the disk with one request. */
    static final int LONGEST_TEXT = 512;
    /** More octets than a line can have: a few words and two texts, of which each unit may be an escape of six octets. */
    static final int LONGEST = 8 * 1024;

    /** Octets in which there are more than {@link #LONGEST_TEXT} units, whatever the characters. */
    private static final int ENOUGH_OCTETS = 4 * LONGEST_TEXT;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAIRS = pairs();

    private byte[] octets = new byte[0];
    private int at;

    /** The numbers from 00 to 99. */
    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    /** Begins at a place of an array. */
    void begin(byte[] array, int index) {
        octets = array;
        at = index;
    }

    /** Where the next octet goes. */
    int end() {
        return at;
    }

    /** Adds octets that are text as it has to be. */
    void put(byte[] text) {
        put(text, 0, text.length);
    }

    void put(byte[] text, int offset, int length) {
        System.arraycopy(text, offset, octets, at, length);
        at += length;
    }

    /** Adds ASCII that needs no escapes. */
    void put(String text) {
        for (int i = 0; i < text.length(); i++) {
            octets[at++] = (byte) text.charAt(i);
        }
    }

    private void octet(int octet) {
        octets[at++] = (byte) octet;
    }

    /** Adds a number that is not negative, in decimal digits. */
    void number(long number) {
        if (number < 10) {
            octet((int) ('0' + number));
            return;
        }
        at += digits(number);
        int place = at;
        long rest = number;
        while (rest >= 10) {
            int pair = 2 * (int) (rest % 100);
            octets[--place] = PAIRS[pair + 1];
            octets[--place] = PAIRS[pair];
            rest /= 100;
        }
        if (rest > 0) {
            octets[--place] = (byte) ('0' + rest);
        }
    }

    private static int digits(long number) {
        int digits = 1;
        long bound = 10;
        while (digits < 19 && number >= bound) {
            digits++;
            bound *= 10;
        }
        return digits;
    }

    /** Adds text in quotes; what clients sent can't end the quotes or the line. */
    void quoted(OctetString text) {
        int begin = at;
        int end = Math.min(text.length(), LONGEST_TEXT);
        octet('"');
        for (int i = 0; i < end; i++) {
            byte octet = text.at(i);
            if (!isPlain(octet)) {
                at = begin;
                quoted(TextEncoding.UTF_8.decode(beginning(text)));
                return;
            }
            octet(octet);
        }
        unquote(end < text.length());
    }

    /** As much of a text as can be shown, and a little more, in whole characters. */
    private static byte[] beginning(OctetString text) {
        byte[] all = text.unsafeArray();
        if (all.length <= ENOUGH_OCTETS) {
            return all;
        }
        int end = ENOUGH_OCTETS;
        while (end > ENOUGH_OCTETS - 4 && (all[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(all, end);
    }

    void quoted(String text) {
        int end = Math.min(text.length(), LONGEST_TEXT);
        boolean cut = end < text.length();
        if (cut && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        octet('"');
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                octet(c);
            } else if (c == '"' || c == '\\') {
                octet('\\');
                octet(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                escaped(c);
            } else {
                utf8(c);
            }
        }
        unquote(cut);
    }

    private void unquote(boolean cut) {
        if (cut) {
            utf8('…');
        }
        octet('"');
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    private void escaped(char c) {
        octet('\\');
        octet('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            octet(HEX[(c >> shift) & 0xf]);
        }
    }

    /** Adds a character that is not ASCII. */
    private void utf8(int c) {
        if (c < 0x800) {
            octet(0xc0 | (c >> 6));
        } else {
            if (c < 0x10000) {
                octet(0xe0 | (c >> 12));
            } else {
                octet(0xf0 | (c >> 18));
                octet(0x80 | ((c >> 12) & 0x3f));
            }
            octet(0x80 | ((c >> 6) & 0x3f));
        }
        octet(0x80 | (c & 0x3f));
    }
}
