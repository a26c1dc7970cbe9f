package org.rollcall.ldap.ldif;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.Modification;

/**
 * Reads LDIF (RFC 2849) from a stream of octets, one record at a time, in bounded memory; used by one thread.
 *
 * <p>What leaves no doubt is taken although the format has it otherwise: no version line or several, records of contents
 * and of changes in one file, octets beyond ASCII and control characters in values that are not base64, an entry without
 * attributes, a last change without its dash.
 */
public final class LdifReader {
    private final Fields fields;
    private boolean astray;

    /** A reader that takes values from nowhere else. */
    public LdifReader(InputStream in, LdifLimits limits) {
        this(in, limits, ExternalValues.REFUSED);
    }

    /**
     * A reader.
     *
     * @param in not closed by the reader; read ahead, in large pieces
     * @param external where values come from that the file gives by a URL
     */
    public LdifReader(InputStream in, LdifLimits limits, ExternalValues external) {
        this.fields = new Fields(in, limits, external);
    }

    /**
     * The next record; empty at the end of the file.
     *
     * @throws LdifException where there is none; the next call goes on behind the next blank line
     * @throws IOException of the stream
     */
    public Optional<LdifRecord> next() throws IOException, LdifException {
        if (astray) {
            fields.skipRecord();
        }
        astray = true;
        Optional<LdifRecord> record = read();
        astray = false;
        return record;
    }

    private Optional<LdifRecord> read() throws IOException, LdifException {
        boolean found = fields.begin();
        while (found && fields.is("version")) {
            if (!fields.word().equals("1")) {
                throw fields.unexpected("version: 1, the only one there is");
            }
            found = fields.begin();
        }
        if (!found) {
            return Optional.empty();
        }
        if (!fields.is("dn")) {
            throw fields.unexpected("dn: and a name, with which a record begins");
        }
        long line = fields.number();
        OctetString dn = fields.ownValue();
        return Optional.of(new LdifRecord(line, dn, body()));
    }

    private LdifBody body() throws IOException, LdifException {
        boolean more = fields.advance();
        if (!more || !(fields.is("control") || fields.is("changetype"))) {
            return new LdifBody.Content(attributes(more));
        }
        List<Control> controls = new ArrayList<>();
        while (more && fields.is("control")) {
            controls.add(control());
            more = fields.advance();
        }
        if (!more || !fields.is("changetype")) {
            throw fields.unexpected("changetype:, since it is a change that has controls");
        }
        return switch (fields.word()) {
            case "add" -> new LdifBody.Add(controls, attributes(fields.advance()));
            case "delete" -> {
                expectEnd();
                yield new LdifBody.Delete(controls);
            }
            case "modify" -> new LdifBody.Modify(controls, changes());
            case "modrdn", "moddn" -> modifyDn(controls);
            default -> throw fields.unexpected("changetype: add, delete, modify, modrdn or moddn");
        };
    }

    private List<Attribute> attributes(boolean any) throws IOException, LdifException {
        Map<String, List<OctetString>> byName = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        String last = "";
        List<OctetString> values = List.of();
        for (boolean more = any; more; more = fields.advance()) {
            // Values of one attribute mostly stand together.
            if (values.isEmpty() || !fields.is(last)) {
                last = fields.name();
                String key = last.toLowerCase(Locale.ROOT);
                List<OctetString> known = byName.get(key);
                if (known == null) {
                    known = new ArrayList<>(1);
                    byName.put(key, known);
                    names.add(last);
                }
                values = known;
            }
            values.add(fields.value());
        }
        List<Attribute> attributes = new ArrayList<>(names.size());
        for (List<OctetString> each : byName.values()) {
            attributes.add(new Attribute(names.get(attributes.size()), each));
        }
        return attributes;
    }

    private List<Modification> changes() throws IOException, LdifException {
        List<Modification> changes = new ArrayList<>();
        while (fields.advance()) {
            Modification.Kind kind = kind();
            String description = fields.ownValue().utf8().stripTrailing();
            if (!Spelling.isDescription(description)) {
                throw fields.unexpected("the name of an attribute behind the colon");
            }
            List<OctetString> values = new ArrayList<>();
            while (fields.advance() && !fields.is(Fields.DASH)) {
                if (!fields.is(description)) {
                    throw fields.unexpected(
                            "a value of " + description + ", or a line with a dash behind the last one");
                }
                values.add(fields.value());
            }
            changes.add(new Modification(kind, new Attribute(description, values)));
        }
        return changes;
    }

    private Modification.Kind kind() throws LdifException {
        return switch (fields.name().toLowerCase(Locale.ROOT)) {
            case "add" -> Modification.Kind.ADD;
            case "delete" -> Modification.Kind.DELETE;
            case "replace" -> Modification.Kind.REPLACE;
            case "increment" -> Modification.Kind.INCREMENT;
            default -> throw fields.unexpected("add:, delete:, replace: or increment: and an attribute");
        };
    }

    private LdifBody modifyDn(List<Control> controls) throws IOException, LdifException {
        if (!fields.advance() || !fields.is("newrdn")) {
            throw fields.unexpected("newrdn: and a name");
        }
        OctetString newRdn = fields.ownValue();
        String word = fields.advance() && fields.is("deleteoldrdn") ? fields.word() : "";
        if (!word.equals("0") && !word.equals("1")) {
            throw fields.unexpected("deleteoldrdn: 0 or 1");
        }
        Optional<OctetString> newSuperior = Optional.empty();
        if (fields.advance()) {
            if (!fields.is("newsuperior")) {
                throw fields.unexpected("newsuperior: and a name, or the end of the record");
            }
            newSuperior = Optional.of(fields.ownValue());
            expectEnd();
        }
        return new LdifBody.ModifyDn(controls, newRdn, word.equals("1"), newSuperior);
    }

    private void expectEnd() throws IOException, LdifException {
        if (fields.advance()) {
            throw fields.unexpected("the end of the record");
        }
    }

    // OID, whether critical, value: behind the colon, of which only the first must be there.
    private Control control() throws LdifException {
        String rest = fields.rest();
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != ' ' && rest.charAt(end) != ':') {
            end++;
        }
        String oid = rest.substring(0, end);
        if (!Spelling.isOid(oid)) {
            throw fields.unexpected("control: and an OID");
        }
        int value = rest.indexOf(':', end);
        String word = rest.substring(end, value < 0 ? rest.length() : value).strip();
        boolean critical = word.equalsIgnoreCase("true");
        if (!critical && !word.isEmpty() && !word.equalsIgnoreCase("false")) {
            throw fields.unexpected("true, false or a value behind the OID of a control");
        }
        return new Control(oid, critical, value < 0 ? Optional.empty() : Optional.of(fields.valueWithin(value)));
    }
}
