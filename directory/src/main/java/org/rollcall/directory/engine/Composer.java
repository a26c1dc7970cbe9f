package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.List;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ClassSet;
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
    private final Descriptors descriptors;
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

    Composer(Schema schema, Names names, KnownTypes known, Descriptors descriptors, int maxEntryBytes) {
        this.schema = schema;
        this.names = names;
        this.known = known;
        this.checker = new SchemaChecker(schema);
        this.descriptors = descriptors;
        this.maxEntryBytes = maxEntryBytes;
    }

    /** What the server itself makes of an entry. */
    byte[] compose(NewEntry entry) {
        return compose(entry, Rules.SERVER, Descriptors.Place.NOWHERE);
    }

    /**
     * What an entry will be.
     *
     * @param place says what becomes of its descriptor
     * @throws DirectoryException for what the schema or a limit refuses
     */
    byte[] compose(NewEntry entry, Rules rules, Descriptors.Place place) {
        Draft draft = new Draft();
        for (Attribute attribute : entry.attributes()) {
            draft.add(resolve(attribute.description(), rules), attribute.values());
        }
        ClassSet classes = addClasses(draft, rules);
        if (!entry.name().dn().isRoot()) {
            addNameValues(draft, entry, rules);
        }
        if (rules != Rules.SERVER) {
            describe(draft, classes, place);
            check(draft, classes);
        }
        byte[] wire = Wire.build(parts(draft, classes, entry));
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

    private ClassSet addClasses(Draft draft, Rules rules) {
        ClassSet given = classes(draft);
        if (rules == Rules.ADD && kind(given) != Wire.OTHER && !given.given().contains(known.dynamicObject())) {
            draft.add(
                    known.objectClass(),
                    List.of(OctetString.of(known.dynamicObject().name())),
                    true);
            return classes(draft);
        }
        return given;
    }

    private ClassSet classes(Draft draft) {
        try {
            return checker.classes(draft.values(known.objectClass()));
        } catch (SchemaViolation e) {
            throw refusal(e);
        }
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

    private void describe(Draft draft, ClassSet classes, Descriptors.Place place) {
        AttributeType type = known.securityDescriptor();
        int at = draft.types.indexOf(type);
        List<OctetString> given = at < 0 ? List.of() : draft.valueLists.get(at);
        List<OctetString> described = descriptors.describe(given, classes, place);
        if (at >= 0) {
            draft.valueLists.set(at, described);
        } else if (!described.isEmpty()) {
            draft.add(type, described);
        }
    }

    private static int indexOf(List<OctetString> values, OctetString wanted, AttributeType type) {
        MatchingRule rule = type.equality().orElse(null);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).equals(wanted) || (rule != null && matches(rule, values.get(i), wanted))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(MatchingRule rule, OctetString value, OctetString wanted) {
        String normal = rule.normalize(wanted).orElse(null);
        return normal != null && normal.equals(rule.normalize(value).orElse(null));
    }

    private void check(Draft draft, ClassSet classes) {
        try {
            var ignored = checker.check(draft, classes);
        } catch (SchemaViolation e) {
            throw refusal(e);
        }
    }

    private Wire.Parts parts(Draft draft, ClassSet classes, NewEntry entry) {
        int kind = kind(classes);
        if (classes.withSuperiors().size() > Wire.MAX_CLASSES || draft.types.size() > Wire.MAX_ATTRIBUTES) {
            throw new DirectoryException(ResultCode.ADMIN_LIMIT_EXCEEDED, "too many classes or attributes");
        }
        return new Wire.Parts(
                OctetString.of(entry.name().dn().toString()),
                classes.withSuperiors(),
                draft.types,
                draft.valueLists,
                draft.rdnAttribute,
                draft.rdnValue,
                kind,
                kind == Wire.PERSON && isZero(draft.values(known.sFlags())),
                plainName(draft, entry),
                classes.given().contains(known.subentry()),
                draft.types.contains(known.securityDescriptor()),
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

    private int kind(ClassSet classes) {
        if (classes.isA(known.rtPerson())) {
            return Wire.PERSON;
        }
        if (classes.isA(known.rtApplicationUser())) {
            return Wire.APPLICATION;
        }
        return classes.isA(known.rtConference()) ? Wire.CONFERENCE : Wire.OTHER;
    }

    private static boolean isZero(List<OctetString> values) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).utf8().strip().equals("0")) {
                return true;
            }
        }
        return false;
    }

    private static DirectoryException refusal(SchemaViolation violation) {
        return new DirectoryException(violation.resultCode(), violation.diagnostic());
    }

    /** Contents in the making. */
    private static final class Draft implements SchemaChecker.Subject {
        private final List<AttributeType> types = new ArrayList<>(24);
        private final List<List<OctetString>> valueLists = new ArrayList<>(24);
        private int rdnAttribute;
        private int rdnValue;

        void add(AttributeType type, List<OctetString> more) {
            add(type, more, false);
        }

        void add(AttributeType type, List<OctetString> more, boolean join) {
            int at = types.indexOf(type);
            if (at < 0) {
                types.add(type);
                valueLists.add(more);
            } else if (join) {
                List<OctetString> joined = new ArrayList<>(valueLists.get(at));
                joined.addAll(more);
                valueLists.set(at, joined);
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
