package org.rollcall.directory;

import java.nio.charset.StandardCharsets;
import org.rollcall.ldap.OctetString;

/**
 * A name of plain octets: letters, digits, {@code @ . _ -}. No dialect gives any of them a meaning, and every rule that
 * folds case prepares such a name (RFC 4518) by making its letters small. Kept in that form, to be filled again and
 * again by one thread.
 */
public final class PlainName {
    /** The longest name taken, in octets. */
    public static final int LONGEST = 128;

    /** For each octet its prepared form; 0 where it is not plain. */
    private static final byte[] PREPARED = prepared();

    private final byte[] octets = new byte[LONGEST];
    private int length;

    private static byte[] prepared() {
        byte[] table = new byte[256];
        for (int octet = 0; octet < table.length; octet++) {
            boolean small = octet >= 'a' && octet <= 'z';
            boolean capital = octet >= 'A' && octet <= 'Z';
            boolean digit = octet >= '0' && octet <= '9';
            boolean sign = octet == '@' || octet == '.' || octet == '_' || octet == '-';
            table[octet] = (byte) (capital ? octet | 0x20 : small || digit || sign ? octet : 0);
        }
        return table;
    }

    /** Takes a name in; false, and no name at all, where it is empty, too long, or has an octet that is not plain. */
    public boolean read(byte[] source, int offset, int count) {
        length = 0;
        if (count > LONGEST) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            byte octet = PREPARED[source[offset + i] & 0xff];
            if (octet == 0) {
                return false;
            }
            octets[i] = octet;
        }
        length = count;
        return count > 0;
    }

    public boolean read(OctetString name) {
        return read(name.unsafeArray(), 0, name.length());
    }

    public int length() {
        return length;
    }

    /** The array that holds the name from its first octet on, not a copy; for readers that promise not to write. */
    public byte[] unsafeArray() {
        return octets;
    }

    /** The name in normal form. */
    @Override
    public String toString() {
        return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    }
}
