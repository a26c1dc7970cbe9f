package org.rollcall.ldap.ldif;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.Modification;

/**
 * Writes LDIF (RFC 2849) to a stream: each record at once and whole. Lines are folded at 76 columns and end with LF.
 * Values of printable ASCII stand as they are, unless they begin as another form would or a blank at their edge could get
 * lost; all others are base64. Used by one thread.
 */
public final class LdifWriter {
    private static final int COLUMNS = 76;

    private final OutputStream out;
    private final boolean explainsNames;
    private byte[] record = new byte[1024];
    private int length;
    private int column;
    private boolean begun;

    /**
     * A writer.
     *
     * @param out not closed by the writer; should have a buffer
     * @param explainsNames true for a comment with the readable name before each one in base64
     */
    public LdifWriter(OutputStream out, boolean explainsNames) {
        this.out = out;
        this.explainsNames = explainsNames;
    }

    /**
     * Writes a record. An attribute without values is left out, as the format has no way to say it.
     *
     * @throws IllegalArgumentException for an attribute description or a control's OID that is not one, and for an entry
     *     whose first attribute is named as only changes have it; nothing is written then
     */
    public void write(OctetString dn, LdifBody body) throws IOException {
        length = 0;
        begin();
        if (explainsNames && !isSafe(dn)) {
            append("# dn: ");
            StringBuilder readable = new StringBuilder();
            Spelling.appendPrintable(readable, dn.unsafeArray(), 0, dn.length());
            append(readable.toString());
            endLine();
        }
        field("dn", dn);
        switch (body) {
            case LdifBody.Content content -> {
                refuseAmbiguity(content.attributes());
                attributes(content.attributes());
            }
            case LdifBody.Add add -> {
                change("add", add.controls());
                attributes(add.attributes());
            }
            case LdifBody.Delete delete -> change("delete", delete.controls());
            case LdifBody.Modify modify -> {
                change("modify", modify.controls());
                modify.changes().forEach(this::modification);
            }
            case LdifBody.ModifyDn modifyDn -> {
                change("modrdn", modifyDn.controls());
                field("newrdn", modifyDn.newRdn());
                field("deleteoldrdn", modifyDn.deleteOldRdn() ? "1" : "0");
                modifyDn.newSuperior().ifPresent(superior -> field("newsuperior", superior));
            }
        }
        out.write(record, 0, length);
        begun = true;
    }

    /** Writes lines of comment, of which the last is followed by a blank one. */
    public void comment(String text) throws IOException {
        length = 0;
        begin();
        for (String line : text.lines().toList()) {
            StringBuilder readable = new StringBuilder();
            byte[] octets = line.getBytes(StandardCharsets.UTF_8);
            Spelling.appendPrintable(readable, octets, 0, octets.length);
            append("# ");
            append(readable.toString());
            endLine();
        }
        out.write(record, 0, length);
        begun = true;
    }

    /** Passes on what the stream holds back; the file is whole then, whether or not it has a record. */
    public void flush() throws IOException {
        if (!begun) {
            length = 0;
            append("version: 1");
            endLine();
            out.write(record, 0, length);
            begun = true;
        }
        out.flush();
    }

    private void begin() {
        if (!begun) {
            append("version: 1");
            endLine();
        }
        endLine();
    }

    private void change(String type, List<Control> controls) {
        for (Control control : controls) {
            if (!Spelling.isOid(control.oid())) {
                throw new IllegalArgumentException("not the OID of a control: " + control.oid());
            }
            append("control: " + control.oid() + (control.critical() ? " true" : ""));
            control.value().ifPresent(this::value);
            endLine();
        }
        field("changetype", type);
    }

    private void modification(Modification change) {
        Attribute attribute = change.attribute();
        check(attribute.description());
        field(change.kind().name().toLowerCase(Locale.ROOT), attribute.description());
        attribute.values().forEach(value -> field(attribute.description(), value));
        append("-");
        endLine();
    }

    private void attributes(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            check(attribute.description());
            attribute.values().forEach(value -> field(attribute.description(), value));
        }
    }

    private static void refuseAmbiguity(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            if (!attribute.values().isEmpty()) {
                String first = attribute.description();
                if (first.equalsIgnoreCase("changetype") || first.equalsIgnoreCase("control")) {
                    throw new IllegalArgumentException(
                            "an entry that would be read as a change: its first is " + first);
                }
                return;
            }
        }
    }

    private static void check(String description) {
        if (!Spelling.isDescription(description)) {
            throw new IllegalArgumentException("not the name of an attribute: " + description);
        }
    }

    private void field(String name, String value) {
        field(name, OctetString.of(value));
    }

    private void field(String name, OctetString value) {
        append(name);
        value(value);
        endLine();
    }

    // The colon that tells the form, and the value.
    private void value(OctetString value) {
        if (value.isEmpty()) {
            append(":");
        } else if (isSafe(value)) {
            append(": ");
            append(value.unsafeArray());
        } else {
            append(":: ");
            append(Base64.getEncoder().encode(value.unsafeArray()));
        }
    }

    private static boolean isSafe(OctetString value) {
        if (value.isEmpty()) {
            return true;
        }
        byte first = value.at(0);
        if (first == ' ' || first == ':' || first == '<' || value.at(value.length() - 1) == ' ') {
            return false;
        }
        for (byte octet : value.unsafeArray()) {
            if (octet < ' ' || octet == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private void append(String text) {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    private void append(byte[] octets) {
        int at = 0;
        while (at < octets.length) {
            int end = Math.min(octets.length, at + COLUMNS - column);
            // No character of a comment is torn apart.
            while (end < octets.length && end > at && (octets[end] & 0xc0) == 0x80) {
                end--;
            }
            room(end - at);
            System.arraycopy(octets, at, record, length, end - at);
            length += end - at;
            column += end - at;
            at = end;
            if (at < octets.length) {
                endLine();
                append(" ");
            }
        }
    }

    private void endLine() {
        room(1);
        record[length++] = '\n';
        column = 0;
    }

    private void room(int octets) {
        if (octets > record.length - length) {
            record = Arrays.copyOf(record, Math.max(length + octets, 2 * record.length));
        }
    }
}
