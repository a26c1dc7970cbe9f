package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ClassKind;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.schema.SchemaChecker;
import org.rollcall.directory.schema.SchemaViolation;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.name.Ava;

/**
 * Makes contents of what a client wants an entry to be: resolves descriptions, adds the RDN's values and
 * {@code dynamicObject} where they are left out, holds the whole against the schema.
 */
final class Composer {
    private final Schema schema;
    private final Names names;
    private final KnownTypes known;
    private final SchemaChecker checker;
    private final int maxEntryBytes;

    /** What contents are held against. */
    enum Rules {
        /** A client's new entry: what it may leave out is added. */
        ADD,
        /** What a client makes of an entry: nothing is added. */
        REPLACE,
        /** What the server itself makes: operational attributes too, and nothing is checked. */
        SERVER
    }

    Composer(Schema schema, Names names, KnownTypes known, int maxEntryBytes) {
        this.schema = schema;
        this.names = names;
        this.known = known;
        this.checker = new SchemaChecker(schema);
        this.maxEntryBytes = maxEntryBytes;
    }

    /** @throws DirectoryException for what the schema or a limit refuses */
    byte[] compose(NewEntry entry, Rules rules) {
        Draft draft = new Draft();
        for (Attribute attribute : entry.attributes()) {
            draft.add(resolve(attribute.description(), rules), attribute.values());
        }
        addClasses(draft, rules);
        if (!entry.name().dn().isRoot()) {
            addNameValues(draft, entry, rules);
        }
        if (rules != Rules.SERVER) {
            check(draft);
        }
        byte[] wire = Wire.build(parts(draft, entry));
        if (wire.length > maxEntryBytes && rules != Rules.SERVER) {
            throw new DirectoryException(
                    ResultCode.ADMIN_LIMIT_EXCEEDED,
                    "the entry has " + wire.length + " octets, the limit is " + maxEntryBytes);
        }
        return wire;
    }

    private AttributeType resolve(String description, Rules rules) {
        try {
            AttributeType type = schema.resolveForStorage(description);
            if (rules != Rules.SERVER) {
                checker.checkUserModifiable(type);
            }
            return type;
        } catch (SchemaViolation e) {
            throw refusal(e);
        }
    }

    private void addClasses(Draft draft, Rules rules) {
        List<OctetString> values = draft.values(known.objectClass());
        if (values.isEmpty()) {
            throw new DirectoryException(ResultCode.OBJECT_CLASS_VIOLATION, "objectClass: missing");
        }
        Set<ObjectClass> given = new LinkedHashSet<>();
        for (OctetString value : values) {
            ObjectClass objectClass = schema.objectClass(value.utf8().strip())
                    .orElseThrow(() -> new DirectoryException(
                            ResultCode.OBJECT_CLASS_VIOLATION, "objectClass: no such class '" + value + "'"));
            given.add(objectClass);
        }
        if (rules == Rules.ADD && kind(given) != Wire.OTHER && !given.contains(known.dynamicObject())) {
            draft.add(
                    known.objectClass(),
                    List.of(OctetString.of(known.dynamicObject().name())),
                    true);
            given.add(known.dynamicObject());
        }
        draft.classes = given;
    }

    private void addNameValues(Draft draft, NewEntry entry, Rules rules) {
        List<Ava> avas = entry.name().dn().rdn().avas();
        for (int i = 0; i < avas.size(); i++) {
            Ava ava = avas.get(i);
            AttributeType type = schema.attributeType(ava.type())
                    .orElseThrow(() -> new DirectoryException(
                            ResultCode.NAMING_VIOLATION,
                            ava.type() + ": no such attribute, so it can't name an entry"));
            List<OctetString> values = draft.values(type);
            int at = indexOf(values, ava.value(), type);
            if (at < 0) {
                if (rules == Rules.REPLACE) {
                    throw new DirectoryException(
                            ResultCode.NOT_ALLOWED_ON_RDN, type.name() + ": the entry is named by this value");
                }
                at = values.size();
                draft.add(resolve(ava.type(), Rules.SERVER), List.of(ava.value()), true);
            }
            if (i == 0) {
                draft.rdnAttribute = draft.types.indexOf(type);
                draft.rdnValue = at;
            }
        }
    }

    private static int indexOf(List<OctetString> values, OctetString wanted, AttributeType type) {
        MatchingRule rule = type.equality().orElse(null);
        String normal = rule == null ? null : rule.normalize(wanted).orElse(null);
        for (int i = 0; i < values.size(); i++) {
            boolean same = values.get(i).equals(wanted)
                    || (rule != null
                            && normal != null
                            && normal.equals(rule.normalize(values.get(i)).orElse(null)));
            if (same) {
                return i;
            }
        }
        return -1;
    }

    private void check(Draft draft) {
        try {
            var ignored = checker.check(draft);
        } catch (SchemaViolation e) {
            throw refusal(e);
        }
    }

    private Wire.Parts parts(Draft draft, NewEntry entry) {
        int kind = kind(draft.classes);
        List<ObjectClass> classes = withSuperiors(draft.classes);
        if (classes.size() > Wire.MAX_CLASSES || draft.types.size() > Wire.MAX_ATTRIBUTES) {
            throw new DirectoryException(ResultCode.ADMIN_LIMIT_EXCEEDED, "too many classes or attributes");
        }
        return new Wire.Parts(
                OctetString.of(entry.name().dn().toString()),
                classes,
                draft.types,
                draft.valueLists,
                draft.rdnAttribute,
                draft.rdnValue,
                kind,
                kind == Wire.PERSON && isZero(draft.values(known.sFlags())),
                plainName(draft, entry),
                draft.classes.contains(known.subentry()),
                entry.hidden());
    }

    private int plainName(Draft draft, NewEntry entry) {
        if (entry.name().dn().isRoot() || entry.name().dn().rdn().avas().size() != 1) {
            return 0;
        }
        AttributeType type = draft.types.get(draft.rdnAttribute);
        List<OctetString> values = draft.values(type);
        if (values.size() != 1) {
            return 0;
        }
        for (int i = 0; i < names.indexed().size(); i++) {
            if (names.indexed().get(i).type() == type) {
                return i + 1;
            }
        }
        return 0;
    }

    private int kind(Set<ObjectClass> classes) {
        for (ObjectClass objectClass : classes) {
            if (objectClass.isA(known.rtPerson())) {
                return Wire.PERSON;
            }
            if (objectClass.isA(known.rtApplicationUser())) {
                return Wire.APPLICATION;
            }
            if (objectClass.isA(known.rtConference())) {
                return Wire.CONFERENCE;
            }
        }
        return Wire.OTHER;
    }

    // The structural class that all others of its chain are superiors of comes first.
    private static List<ObjectClass> withSuperiors(Set<ObjectClass> classes) {
        ObjectClass structural = null;
        for (ObjectClass each : classes) {
            if (each.kind() == ClassKind.STRUCTURAL && (structural == null || each.isA(structural))) {
                structural = each;
            }
        }
        Set<ObjectClass> all = new LinkedHashSet<>();
        if (structural != null) {
            all.add(structural);
        }
        for (ObjectClass each : classes) {
            all.addAll(each.withSuperiors());
        }
        return List.copyOf(all);
    }

    private static boolean isZero(List<OctetString> values) {
        return values.stream().anyMatch(value -> value.utf8().strip().equals("0"));
    }

    private static DirectoryException refusal(SchemaViolation violation) {
        return new DirectoryException(violation.resultCode(), violation.diagnostic());
    }

    /** Contents in the making. */
    private static final class Draft implements SchemaChecker.Subject {
        private final List<AttributeType> types = new ArrayList<>(24);
        private final List<List<OctetString>> valueLists = new ArrayList<>(24);
        private Set<ObjectClass> classes = Set.of();
        private int rdnAttribute;
        private int rdnValue;

        void add(AttributeType type, List<OctetString> more) {
            add(type, more, false);
        }

        void add(AttributeType type, List<OctetString> more, boolean join) {
            int at = types.indexOf(type);
            if (at < 0) {
                types.add(type);
                valueLists.add(new ArrayList<>(more));
            } else if (join) {
                valueLists.get(at).addAll(more);
            } else {
                throw new DirectoryException(
                        ResultCode.ATTRIBUTE_OR_VALUE_EXISTS, type.name() + ": given more than once");
            }
        }

        @Override
        public Iterable<AttributeType> types() {
            return types;
        }

        @Override
        public List<OctetString> values(AttributeType type) {
            int at = types.indexOf(type);
            return at < 0 ? List.of() : valueLists.get(at);
        }
    }
}
