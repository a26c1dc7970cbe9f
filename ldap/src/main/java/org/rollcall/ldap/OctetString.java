package org.rollcall.ldap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable OCTET STRING (RFC 4511 §4.1.2): attribute values, names as they came, cookies, credentials. */
public final class OctetString implements Comparable<OctetString> {
    public static final OctetString EMPTY = new OctetString(new byte[0]);

    private final byte[] bytes;

    private OctetString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array as its own: the caller must not touch it afterwards. */
    public static OctetString wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new OctetString(bytes);
    }

    public static OctetString copyOf(byte[] bytes) {
        return wrap(bytes.clone());
    }

    /** The UTF-8 octets of the text. */
    public static OctetString of(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public byte at(int index) {
        return bytes[index];
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** The octets themselves, not a copy; for readers that promise not to write. */
    public byte[] unsafeArray() {
        return bytes;
    }

    /** The octets read as UTF-8; what is malformed becomes U+FFFD. */
    public String utf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(OctetString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OctetString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Printable ASCII as text, anything else as hexadecimal digits after {@code #}. */
    @Override
    public String toString() {
        for (byte b : bytes) {
            if (b < 0x20 || b == 0x7f) {
                return "#" + HexFormat.of().formatHex(bytes);
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
