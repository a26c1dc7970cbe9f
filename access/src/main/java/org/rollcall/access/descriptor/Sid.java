package org.rollcall.access.descriptor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * A security identifier (MS-DTYP 2.4.2): who a user, a group or a domain is. Its parts are an authority of 48 bits and
 * up to 15 sub-authorities of 32 bits, all unsigned. Immutable; its hash is computed once, since the access check looks
 * it up.
 */
public final class Sid {
    public static final int MAX_SUB_AUTHORITIES = 15;

    /** Revision, count and authority; the sub-authorities follow. */
    static final int HEADER_OCTETS = 8;

    private static final int REVISION = 1;
    private static final long MAX_AUTHORITY = 0xFFFF_FFFF_FFFFL;
    private static final long MAX_SUB_AUTHORITY = 0xFFFF_FFFFL;
    private static final String PREFIX = "S-1-";
    private static final int HEX_AUTHORITY_CHARACTERS = "0x123456789abc".length();
    private static final int MAX_CHARACTERS =
            PREFIX.length() + HEX_AUTHORITY_CHARACTERS + MAX_SUB_AUTHORITIES * "-4294967295".length();

    private final long authority;
    private final int[] subAuthorities;
    private final int hash;

    private Sid(long authority, int[] subAuthorities) {
        this.authority = authority;
        this.subAuthorities = subAuthorities;
        this.hash = 31 * Long.hashCode(authority) + Arrays.hashCode(subAuthorities);
    }

    /**
     * The identifier with these parts.
     *
     * @throws IllegalArgumentException when a part is out of its range, or there are too many of them
     */
    public static Sid of(long authority, long... subAuthorities) {
        if (authority < 0 || authority > MAX_AUTHORITY) {
            throw new IllegalArgumentException("authority " + authority + " has more than 48 bits");
        }
        if (subAuthorities.length > MAX_SUB_AUTHORITIES) {
            throw new IllegalArgumentException(subAuthorities.length + " sub-authorities; a SID has 15 at most");
        }
        int[] parts = new int[subAuthorities.length];
        for (int i = 0; i < parts.length; i++) {
            if (subAuthorities[i] < 0 || subAuthorities[i] > MAX_SUB_AUTHORITY) {
                throw new IllegalArgumentException("sub-authority " + subAuthorities[i] + " has more than 32 bits");
            }
            parts[i] = (int) subAuthorities[i];
        }
        return new Sid(authority, parts);
    }

    /**
     * Reads the text form (MS-DTYP 2.4.2.1), letters in either case. An authority alone ({@code S-1-5}) is taken too,
     * since the octets can say it; so is an authority below 2^32 in hexadecimal.
     *
     * @throws InvalidSidException when the text is none
     */
    public static Sid parse(String text) throws InvalidSidException {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidSidException("a text of " + text.length() + " characters is longer than any SID");
        }
        if (!text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            throw new InvalidSidException("'" + text + "' is no SID: one begins with S-1-");
        }
        String[] parts = text.substring(PREFIX.length()).split("-", -1);
        if (parts.length - 1 > MAX_SUB_AUTHORITIES) {
            throw new InvalidSidException(
                    "'" + text + "' has " + (parts.length - 1) + " sub-authorities; a SID has 15 at most");
        }
        int[] subAuthorities = new int[parts.length - 1];
        for (int i = 0; i < subAuthorities.length; i++) {
            subAuthorities[i] = (int) decimal(parts[i + 1], text);
        }
        return new Sid(authority(parts[0], text), subAuthorities);
    }

    private static long authority(String part, String text) throws InvalidSidException {
        if (!part.regionMatches(true, 0, "0x", 0, 2)) {
            return decimal(part, text);
        }
        if (part.length() != HEX_AUTHORITY_CHARACTERS) {
            throw new InvalidSidException("'" + text + "' is no SID: after 0x an authority has 12 digits");
        }
        long value = 0;
        for (int i = 2; i < part.length(); i++) {
            value = value << 4 | digit(part.charAt(i), 16, text);
        }
        return value;
    }

    private static long decimal(String part, String text) throws InvalidSidException {
        if (part.isEmpty() || part.length() > 10 || (part.length() > 1 && part.charAt(0) == '0')) {
            throw new InvalidSidException("'" + text + "' is no SID: '" + part + "' is not a number of 1 to 10 digits"
                    + " without zeros before it");
        }
        long value = 0;
        for (int i = 0; i < part.length(); i++) {
            value = value * 10 + digit(part.charAt(i), 10, text);
        }
        if (value > MAX_SUB_AUTHORITY) {
            throw new InvalidSidException("'" + text + "' is no SID: " + part + " is more than 4294967295");
        }
        return value;
    }

    private static int digit(char c, int radix, String text) throws InvalidSidException {
        int digit = c < 0x80 ? Character.digit(c, radix) : -1;
        if (digit < 0) {
            throw new InvalidSidException("'" + text + "' is no SID: '" + c + "' is not a digit");
        }
        return digit;
    }

    /**
     * Reads the octets of one identifier and nothing behind it (MS-DTYP 2.4.2.2, little-endian as Active Directory
     * sends {@code objectSid}).
     *
     * @throws InvalidSidException when they are none
     */
    public static Sid decode(byte[] octets) throws InvalidSidException {
        Sid sid = read(octets, 0, octets.length);
        if (sid.size() != octets.length) {
            throw new InvalidSidException("a SID of " + sid.size() + " octets, and " + (octets.length - sid.size())
                    + " more octets behind it");
        }
        return sid;
    }

    /** Reads an identifier that begins at {@code from} and does not reach beyond {@code to}. */
    static Sid read(byte[] octets, int from, int to) throws InvalidSidException {
        int left = to - from;
        if (left < HEADER_OCTETS) {
            throw new InvalidSidException("a SID has 8 octets at least, here are " + left);
        }
        if (octets[from] != REVISION) {
            throw new InvalidSidException("a SID of revision " + (octets[from] & 0xFF) + ", which is not 1");
        }
        int count = octets[from + 1] & 0xFF;
        if (count > MAX_SUB_AUTHORITIES) {
            throw new InvalidSidException("a SID with " + count + " sub-authorities, more than 15");
        }
        if (left < HEADER_OCTETS + 4 * count) {
            throw new InvalidSidException("a SID with " + count + " sub-authorities has " + (HEADER_OCTETS + 4 * count)
                    + " octets, here are " + left);
        }
        ByteBuffer in = ByteBuffer.wrap(octets, from + 2, 6 + 4 * count);
        long authority = Short.toUnsignedLong(in.getShort()) << 32 | Integer.toUnsignedLong(in.getInt());
        in.order(ByteOrder.LITTLE_ENDIAN);
        int[] subAuthorities = new int[count];
        for (int i = 0; i < count; i++) {
            subAuthorities[i] = in.getInt();
        }
        return new Sid(authority, subAuthorities);
    }

    /** The octets that {@link #decode} reads. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(size()).order(ByteOrder.LITTLE_ENDIAN);
        writeTo(out);
        return out.array();
    }

    /** Writes to a little-endian buffer. */
    void writeTo(ByteBuffer out) {
        out.put((byte) REVISION).put((byte) subAuthorities.length);
        for (int shift = 40; shift >= 0; shift -= 8) {
            out.put((byte) (authority >>> shift));
        }
        for (int subAuthority : subAuthorities) {
            out.putInt(subAuthority);
        }
    }

    /** How many octets its binary form has. */
    public int size() {
        return HEADER_OCTETS + 4 * subAuthorities.length;
    }

    public long authority() {
        return authority;
    }

    public int subAuthorityCount() {
        return subAuthorities.length;
    }

    /** The sub-authority at an index from 0; the last of an account is its relative identifier. */
    public long subAuthority(int index) {
        return Integer.toUnsignedLong(subAuthorities[index]);
    }

    /**
     * The identifier with one more sub-authority: that of an account, if this is its domain.
     *
     * @throws IllegalArgumentException when there are 15 already, or the new one has more than 32 bits
     */
    public Sid append(long subAuthority) {
        long[] parts = new long[subAuthorities.length + 1];
        for (int i = 0; i < subAuthorities.length; i++) {
            parts[i] = subAuthority(i);
        }
        parts[subAuthorities.length] = subAuthority;
        return of(authority, parts);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Sid that
                        && hash == that.hash
                        && authority == that.authority
                        && Arrays.equals(subAuthorities, that.subAuthorities));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The text form (MS-DTYP 2.4.2.1): the authority in decimal below 2^32, else as 12 hexadecimal digits. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(PREFIX);
        text.append(authority <= MAX_SUB_AUTHORITY ? Long.toString(authority) : hex(authority));
        for (int subAuthority : subAuthorities) {
            text.append('-').append(Integer.toUnsignedString(subAuthority));
        }
        return text.toString();
    }

    private static String hex(long authority) {
        return String.format(Locale.ROOT, "0x%012x", authority);
    }
}
