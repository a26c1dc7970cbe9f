package org.rollcall.ldap.name;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.ber.BerReader;

/**
 * Reads distinguished names: RFC 4514, and what RFC 1779 lets version 2 clients write: quoted values, {@code ;} between
 * RDNs, {@code OID.} before numeric types, blanks around separators. Characters that RFC 4514 wants escaped but which
 * leave no doubt ({@code =}, {@code <}, {@code >}, a quotation mark or {@code #} inside a value) are taken as they are;
 * {@code ]} needs no escape anywhere.
 */
public final class DnParser {
    private static final int UTF8_STRING = 0x0c;
    private static final int PRINTABLE_STRING = 0x13;
    private static final int TELETEX_STRING = 0x14;
    private static final int IA5_STRING = 0x16;

    private final String text;
    private int position;

    private DnParser(String text) {
        this.text = text;
    }

    /**
     * Reads a name; of the empty string, or blanks only, the root.
     *
     * @throws InvalidNameException when the text is not a name
     */
    public static Dn parse(String text) throws InvalidNameException {
        return new DnParser(text).dn();
    }

    private Dn dn() throws InvalidNameException {
        blanks();
        if (position == text.length()) {
            return Dn.ROOT;
        }
        List<Rdn> rdns = new ArrayList<>(4);
        while (true) {
            rdns.add(rdn());
            if (position == text.length()) {
                return new Dn(rdns);
            }
            position++;
        }
    }

    // Ends before a separator of RDNs, or at the end.
    private Rdn rdn() throws InvalidNameException {
        Ava first = ava();
        if (!at('+')) {
            return new Rdn(List.of(first));
        }
        List<Ava> avas = new ArrayList<>(2);
        avas.add(first);
        while (at('+')) {
            position++;
            avas.add(ava());
        }
        return new Rdn(avas);
    }

    private Ava ava() throws InvalidNameException {
        blanks();
        String type = type();
        blanks();
        if (!at('=')) {
            throw fault("'=' missing");
        }
        position++;
        blanks();
        OctetString value = at('"') ? quoted() : at('#') ? hexadecimal() : string();
        if (position < text.length() && !atSeparator()) {
            throw fault("separator missing");
        }
        return new Ava(type, value);
    }

    private String type() throws InvalidNameException {
        if (text.regionMatches(true, position, "oid.", 0, 4)
                && position + 4 < text.length()
                && isDigit(text.charAt(position + 4))) {
            position += 4;
        }
        int start = position;
        while (position < text.length() && isTypeCharacter(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw fault("attribute type missing");
        }
        String type = text.substring(start, position);
        if (isDigit(type.charAt(0)) ? !isNumericOid(type) : !isLetter(type.charAt(0)) || type.indexOf('.') >= 0) {
            throw fault("'" + type + "' is no attribute type");
        }
        return type;
    }

    private static boolean isNumericOid(String type) {
        boolean digitBefore = false;
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            if (!isDigit(c) && (c != '.' || !digitBefore)) {
                return false;
            }
            digitBefore = c != '.';
        }
        return digitBefore;
    }

    private OctetString string() throws InvalidNameException {
        int start = position;
        while (position < text.length() && !atSeparator()) {
            if (text.charAt(position) == '\\') {
                return escapedString(start);
            }
            position++;
        }
        int end = position;
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return OctetString.of(text.substring(start, end));
    }

    private OctetString escapedString(int start) throws InvalidNameException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        // Trailing blanks do not count unless they were escaped.
        int significant = 0;
        int plain = start;
        while (position < text.length() && !atSeparator()) {
            if (text.charAt(position) != '\\') {
                position++;
                continue;
            }
            significant = Math.max(significant, flush(octets, plain, position));
            escape(octets);
            significant = octets.size();
            plain = position;
        }
        significant = Math.max(significant, flush(octets, plain, position));
        byte[] all = octets.toByteArray();
        return OctetString.wrap(Arrays.copyOf(all, significant));
    }

    // Appends unescaped text and returns how much of all that is there is significant: nothing of a blank run.
    private int flush(ByteArrayOutputStream octets, int from, int to) {
        int end = to;
        while (end > from && isBlank(text.charAt(end - 1))) {
            end--;
        }
        octets.writeBytes(text.substring(from, end).getBytes(StandardCharsets.UTF_8));
        int significant = end > from ? octets.size() : 0;
        octets.writeBytes(text.substring(end, to).getBytes(StandardCharsets.UTF_8));
        return significant;
    }

    private OctetString quoted() throws InvalidNameException {
        position++;
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int plain = position;
        while (!at('"')) {
            if (position == text.length()) {
                throw fault("closing quotation mark missing");
            }
            if (text.charAt(position) == '\\') {
                octets.writeBytes(text.substring(plain, position).getBytes(StandardCharsets.UTF_8));
                escape(octets);
                plain = position;
            } else {
                position++;
            }
        }
        octets.writeBytes(text.substring(plain, position).getBytes(StandardCharsets.UTF_8));
        position++;
        blanks();
        return OctetString.wrap(octets.toByteArray());
    }

    // A backslash, and an octet as two hexadecimal digits or a character standing for itself.
    private void escape(ByteArrayOutputStream octets) throws InvalidNameException {
        position++;
        if (position == text.length()) {
            throw fault("backslash at the end");
        }
        if (position + 1 < text.length()) {
            int high = hex(text.charAt(position));
            int low = hex(text.charAt(position + 1));
            if (high >= 0 && low >= 0) {
                octets.write(high << 4 | low);
                position += 2;
                return;
            }
        }
        int end = text.offsetByCodePoints(position, 1);
        octets.writeBytes(text.substring(position, end).getBytes(StandardCharsets.UTF_8));
        position = end;
    }

    // RFC 4514 §2.4: the BER of the value. Of a string type the contents are the value; anything else stays BER.
    private OctetString hexadecimal() throws InvalidNameException {
        position++;
        int start = position;
        while (position < text.length() && hex(text.charAt(position)) >= 0) {
            position++;
        }
        if (start == position || (position - start) % 2 != 0) {
            throw fault("pairs of hexadecimal digits missing");
        }
        byte[] octets = HexFormat.of().parseHex(text, start, position);
        blanks();
        return contents(OctetString.wrap(octets));
    }

    private static OctetString contents(OctetString ber) {
        BerReader reader = new BerReader(ber);
        int tag = reader.peekTag();
        return switch (tag) {
            case Ber.OCTET_STRING, UTF8_STRING, PRINTABLE_STRING, TELETEX_STRING, IA5_STRING -> {
                try {
                    OctetString value = reader.octetString(tag);
                    yield reader.hasMore() ? ber : value;
                } catch (BerException e) {
                    yield ber;
                }
            }
            default -> ber;
        };
    }

    private boolean atSeparator() {
        char c = text.charAt(position);
        return c == ',' || c == ';' || c == '+';
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private void blanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static boolean isTypeCharacter(char c) {
        return isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private InvalidNameException fault(String message) {
        return new InvalidNameException(message + " at character " + position);
    }
}
