package org.rollcall.ldap.ldif;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.rollcall.ldap.OctetString;

/** The lines of one record after the other as fields: a name, a colon, and a value in one of three forms. */
final class Fields {
    /** What stands alone behind the values of a change. */
    static final String DASH = "-";

    private final Lines lines;
    private final LdifLimits limits;
    private final ExternalValues external;
    private String name = "";
    private int colon;
    private long recordBytes;
    private boolean within;

    Fields(InputStream in, LdifLimits limits, ExternalValues external) {
        this.lines = new Lines(in, limits.maxLineBytes());
        this.limits = limits;
        this.external = external;
    }

    /** Goes to the first field of the next record. @return false at the end of the file */
    boolean begin() throws IOException, LdifException {
        Lines.Kind kind = lines.advance();
        while (kind == Lines.Kind.BLANK) {
            kind = lines.advance();
        }
        recordBytes = 0;
        within = kind == Lines.Kind.TEXT;
        if (within) {
            read();
        }
        return within;
    }

    /** Goes to the next field of the record. @return false at its end, however often it is called */
    boolean advance() throws IOException, LdifException {
        within = within && lines.advance() == Lines.Kind.TEXT;
        if (within) {
            read();
        }
        return within;
    }

    /** Leaves a record of which nothing more is wanted. */
    void skipRecord() throws IOException {
        lines.skipRecord();
    }

    private void read() throws LdifException {
        byte[] octets = lines.octets();
        int length = lines.length();
        recordBytes += length;
        if (recordBytes > limits.maxRecordBytes()) {
            throw fault("a record of at most " + limits.maxRecordBytes() + " octets", "a longer one");
        }
        colon = 0;
        while (colon < length && octets[colon] != ':') {
            colon++;
        }
        if (colon == length) {
            if (octets[0] != '-' || skipBlanks(1) != length) {
                throw unexpected("an attribute, a colon and a value");
            }
            name = DASH;
        } else {
            name = new String(octets, 0, colon, StandardCharsets.ISO_8859_1);
            if (!Spelling.isDescription(name)) {
                throw unexpected("the name of an attribute before the colon");
            }
        }
    }

    /** Where the current field begins, from 1 up. */
    long number() {
        return lines.number();
    }

    /** What stands before the colon, or {@link #DASH}. */
    String name() {
        return name;
    }

    /** Letter case aside. */
    boolean is(String keyword) {
        return name.equalsIgnoreCase(keyword);
    }

    /** The value, of whichever form. */
    OctetString value() throws LdifException {
        return value(colon, true);
    }

    /** The value, which stands there itself. */
    OctetString ownValue() throws LdifException {
        return value(colon, false);
    }

    /** The value as a word of the format: letter case does not count, nor do trailing blanks. */
    String word() throws LdifException {
        return ownValue().utf8().stripTrailing().toLowerCase(Locale.ROOT);
    }

    /** The whole line behind the first colon, which may have more of them. */
    String rest() {
        int start = skipBlanks(colon + 1);
        return new String(lines.octets(), start, lines.length() - start, StandardCharsets.ISO_8859_1);
    }

    /**
     * A value at the end of the line.
     *
     * @param restOffset where in {@link #rest} its colon stands
     */
    OctetString valueWithin(int restOffset) throws LdifException {
        return value(skipBlanks(colon + 1) + restOffset, true);
    }

    private OctetString value(int colonAt, boolean mayBeExternal) throws LdifException {
        byte[] octets = lines.octets();
        int length = lines.length();
        int form = colonAt + 1;
        if (name.equals(DASH)) {
            throw unexpected("an attribute, a colon and a value");
        }
        if (form < length && octets[form] == ':') {
            return within(base64(skipBlanks(form + 1)));
        }
        if (form < length && octets[form] == '<') {
            if (!mayBeExternal) {
                throw unexpected("a value that stands in the file itself");
            }
            return within(external(skipBlanks(form + 1)));
        }
        return within(OctetString.wrap(Arrays.copyOfRange(octets, skipBlanks(form), length)));
    }

    private OctetString within(OctetString value) throws LdifException {
        if (value.length() > limits.maxValueBytes()) {
            throw fault(
                    "a value of at most " + limits.maxValueBytes() + " octets",
                    "one of " + value.length() + " for " + name);
        }
        return value;
    }

    private OctetString base64(int start) throws LdifException {
        int end = lines.length();
        while (end > start && lines.octets()[end - 1] == ' ') {
            end--;
        }
        try {
            return OctetString.wrap(Base64.getDecoder().decode(Arrays.copyOfRange(lines.octets(), start, end)));
        } catch (IllegalArgumentException e) {
            throw fault("base64 behind " + name + "::", Spelling.shown(lines.octets(), start, end));
        }
    }

    private OctetString external(int start) throws LdifException {
        String url = new String(lines.octets(), start, lines.length() - start, StandardCharsets.UTF_8).stripTrailing();
        try {
            return external.read(url, limits.maxValueBytes());
        } catch (IOException e) {
            throw fault(
                    "a value for " + name,
                    "the URL " + Spelling.shown(lines.octets(), start, lines.length()) + ": " + e.getMessage());
        }
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < lines.length() && lines.octets()[at] == ' ') {
            at++;
        }
        return at;
    }

    /** An error at the current line: something else was expected there. */
    LdifException unexpected(String expected) {
        String found = switch (lines.kind()) {
            case TEXT -> Spelling.shown(lines.octets(), 0, lines.length());
            case BLANK -> "the end of the record";
            case END -> "the end of the file";
            case NONE -> "nothing";
        };
        return fault(expected, found);
    }

    /** An error at the current line. */
    LdifException fault(String expected, String found) {
        return new LdifException(lines.number(), expected, found);
    }
}
