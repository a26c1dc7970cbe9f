package org.rollcall.server.control;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.FilterParser;
import org.rollcall.ldap.filter.FilterWriter;
import org.rollcall.ldap.filter.InvalidFilterException;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.Outcome;
import org.rollcall.server.ldif.Selection;

/** Entries on their way, and what becomes of them, as parts of lines; octets stand in Base64. */
final class EntriesCodec {
    private static final String END = "end";
    private static final String KIND = "kind";
    private static final String REASON = "reason";
    private static final String LEASE = "lease";

    /** A line of whoever sends entries. */
    sealed interface Sent {
        record Entry(OctetString dn, List<Attribute> attributes) implements Sent {
            public Entry {
                attributes = List.copyOf(attributes);
            }
        }

        /** No more entries come. */
        record End() implements Sent {}
    }

    private EntriesCodec() {}

    static byte[] encode(Sent sent) {
        return Members.line(
                switch (sent) {
                    case Sent.Entry entry -> Map.of("entry", members(entry));
                    case Sent.End _ -> Map.of(END, true);
                });
    }

    /** @throws ControlException of kind NOT_UNDERSTOOD if it is no such line */
    static Sent decodeSent(byte[] line) throws ControlException {
        Fields fields = Fields.read(line);
        Sent sent;
        if (fields.has(END) && fields.flag(END)) {
            sent = new Sent.End();
        } else {
            sent = entry(fields.object("entry"));
        }
        fields.end();
        return sent;
    }

    static Map<String, Object> members(Sent.Entry entry) {
        List<Map<String, Object>> attributes = new ArrayList<>();
        for (Attribute each : entry.attributes()) {
            attributes.add(Members.ordered(
                    "name",
                    each.description(),
                    "values",
                    each.values().stream().map(EntriesCodec::base64).toList()));
        }
        return Members.ordered("dn", base64(entry.dn()), "attributes", attributes);
    }

    static Sent.Entry entry(Fields fields) throws ControlException {
        try {
            List<Attribute> attributes = new ArrayList<>();
            for (Fields each : fields.objects("attributes")) {
                List<OctetString> values = new ArrayList<>();
                for (String value : each.texts("values")) {
                    values.add(octets(value));
                }
                attributes.add(new Attribute(each.text("name"), values));
                each.end();
            }
            Sent.Entry entry = new Sent.Entry(octets(fields.text("dn")), attributes);
            fields.end();
            return entry;
        } catch (IllegalArgumentException e) {
            throw Fields.notUnderstood("an entry with octets that are not in Base64");
        }
    }

    private static String base64(OctetString octets) {
        return Base64.getEncoder().encodeToString(octets.unsafeArray());
    }

    private static OctetString octets(String base64) {
        return OctetString.wrap(Base64.getDecoder().decode(base64));
    }

    static Map<String, Object> members(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken taken ->
                Members.ordered(
                        KIND,
                        "taken",
                        "replaced",
                        taken.replaced(),
                        "shortened",
                        taken.shortened(),
                        "dropped",
                        taken.dropped());
            case Outcome.Kept _ -> Members.ordered(KIND, "kept");
            case Outcome.BuiltIn _ -> Members.ordered(KIND, "built-in");
            case Outcome.Refused refused -> Members.ordered(KIND, "refused", REASON, refused.reason());
            case Outcome.Failed failed -> Members.ordered(KIND, "failed", REASON, failed.reason());
        };
    }

    static Outcome outcome(Fields fields) throws ControlException {
        String kind = fields.text(KIND);
        return switch (kind) {
            case "taken" ->
                new Outcome.Taken(fields.flag("replaced"), fields.flag("shortened"), fields.texts("dropped"));
            case "kept" -> new Outcome.Kept();
            case "built-in" -> new Outcome.BuiltIn();
            case "refused" -> new Outcome.Refused(fields.text(REASON));
            case "failed" -> new Outcome.Failed(fields.text(REASON));
            default -> throw Fields.notUnderstood("an outcome that is unknown: " + kind);
        };
    }

    // What requests have beside their kind.

    static Map<String, Object> members(Selection selection) {
        return Members.ordered("base", selection.base().toString(), "filter", FilterWriter.write(selection.filter()));
    }

    static Selection selection(Fields fields) throws ControlException {
        try {
            return new Selection(DnParser.parse(fields.text("base")), FilterParser.parse(fields.text("filter")));
        } catch (InvalidNameException e) {
            throw Fields.notUnderstood("no name as its base");
        } catch (InvalidFilterException e) {
            throw Fields.notUnderstood("no filter as its filter: " + e.getMessage());
        }
    }

    static Map<String, Object> members(IntakeTerms terms) {
        Map<String, Object> members = Members.ordered(
                "existing", Members.constant(terms.existing()),
                "drop", List.copyOf(new TreeSet<>(terms.drop())),
                "rehearsal", terms.rehearsal());
        terms.lease().ifPresent(lease -> members.put(LEASE, lease.toString()));
        return members;
    }

    static IntakeTerms terms(Fields fields) throws ControlException {
        try {
            Optional<Duration> lease = fields.optionalText(LEASE).map(Duration::parse);
            if (lease.isPresent() && lease.get().compareTo(Duration.ofSeconds(1)) < 0) {
                throw Fields.notUnderstood("no lease of at least a second as its " + LEASE);
            }
            return new IntakeTerms(
                    Members.constant(IntakeTerms.Existing.class, fields.text("existing")),
                    lease,
                    Set.copyOf(fields.texts("drop")),
                    fields.flag("rehearsal"));
        } catch (DateTimeException e) {
            throw Fields.notUnderstood("no duration as its " + LEASE);
        }
    }
}
