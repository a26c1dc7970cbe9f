package org.rollcall.directory.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/**
 * Holds entries against the schema: classes and what they require and allow (RFC 4512 §2.4), numbers and syntaxes of
 * values (RFC 4512 §2.5). The first violation found is thrown, with a message that names the attribute. Which entries
 * may be written at all, and by whom, is not asked here.
 */
public final class SchemaChecker {
    private static final int REMEMBERED = 64;

    private final Schema schema;
    private final AttributeType objectClassType;
    private final Optional<ObjectClass> extensibleObject;
    private final AtomicReferenceArray<Remembered> remembered = new AtomicReferenceArray<>(REMEMBERED);

    /** Values of {@code objectClass} and the classes they name. */
    private record Remembered(List<OctetString> values, ClassSet classes) {}

    /** An entry as the checker sees it; {@code objectClass} is one of the types. */
    public interface Subject {
        Iterable<AttributeType> types();

        List<OctetString> values(AttributeType type);
    }

    public SchemaChecker(Schema schema) {
        this.schema = schema;
        this.objectClassType = schema.attributeType("objectClass").orElseThrow();
        this.extensibleObject = schema.objectClass("extensibleObject");
    }

    /**
     * Checks a whole entry, as it shall be after the operation.
     *
     * @return the structural class of the entry (RFC 4512 §2.4.2)
     * @throws SchemaViolation objectClassViolation(65) for unknown or contradictory classes, a missing attribute or one
     *     that no class allows; constraintViolation(19), invalidAttributeSyntax(21), attributeOrValueExists(20) for
     *     values
     */
    public ObjectClass check(Subject entry) throws SchemaViolation {
        return check(entry, classes(entry.values(objectClassType)));
    }

    /**
     * As {@link #check(Subject)}.
     *
     * @param classes those of the entry
     */
    public ObjectClass check(Subject entry, ClassSet classes) throws SchemaViolation {
        ObjectClass structural = classes.structural();
        if (structural == null) {
            throw contradiction(classes.given());
        }
        for (ObjectClass objectClass : classes.demanding()) {
            checkRequired(entry, objectClass);
        }
        for (AttributeType type : entry.types()) {
            if (!type.operational() && !classes.allows(type)) {
                throw new SchemaViolation(
                        ResultCode.OBJECT_CLASS_VIOLATION,
                        type.name() + ": not allowed in an entry of " + names(classes.given()));
            }
            if (type != objectClassType || !classes.sound()) {
                checkValues(type, entry.values(type));
            }
        }
        return structural;
    }

    /**
     * The classes that these values of {@code objectClass} name; a bounded number of sets is remembered.
     *
     * @throws SchemaViolation objectClassViolation(65) where there is no value, or one that names no class
     */
    public ClassSet classes(List<OctetString> values) throws SchemaViolation {
        int hash = values.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
        Remembered known = remembered.get(slot);
        if (known != null && known.values.equals(values)) {
            return known.classes;
        }
        ClassSet classes = resolve(values);
        // The others may be of any length.
        if (classes.sound()) {
            remembered.lazySet(slot, new Remembered(List.copyOf(values), classes));
        }
        return classes;
    }

    /**
     * Checks all the values of one attribute.
     *
     * @throws SchemaViolation constraintViolation(19) where there are none or too many, invalidAttributeSyntax(21),
     *     attributeOrValueExists(20) where two are equal
     */
    public void checkValues(AttributeType type, List<OctetString> values) throws SchemaViolation {
        if (values.isEmpty()) {
            throw new SchemaViolation(ResultCode.CONSTRAINT_VIOLATION, type.name() + ": no value");
        }
        if (type.singleValued() && values.size() > 1) {
            throw new SchemaViolation(
                    ResultCode.CONSTRAINT_VIOLATION,
                    type.name() + ": single-valued, but has " + values.size() + " values");
        }
        for (int i = 0; i < values.size(); i++) {
            if (!type.syntax().accepts(values.get(i))) {
                throw new SchemaViolation(
                        ResultCode.INVALID_ATTRIBUTE_SYNTAX,
                        type.name() + ": value " + (i + 1) + " of " + values.size() + " is not of the syntax "
                                + type.syntax().description());
            }
        }
        if (values.size() > 1) {
            checkDistinct(type, values);
        }
    }

    /**
     * Checks that users may write the attribute at all.
     *
     * @throws SchemaViolation constraintViolation(19) for what only the server writes (RFC 4512 §4.1.2)
     */
    public void checkUserModifiable(AttributeType type) throws SchemaViolation {
        if (!type.userModifiable()) {
            throw new SchemaViolation(ResultCode.CONSTRAINT_VIOLATION, type.name() + ": written by the server only");
        }
    }

    private ClassSet resolve(List<OctetString> values) throws SchemaViolation {
        if (values.isEmpty()) {
            throw new SchemaViolation(ResultCode.OBJECT_CLASS_VIOLATION, "objectClass: missing");
        }
        List<ObjectClass> classes = new ArrayList<>(values.size());
        for (OctetString value : values) {
            String name = value.utf8();
            classes.add(schema.objectClass(name)
                    .orElseThrow(() -> new SchemaViolation(
                            ResultCode.OBJECT_CLASS_VIOLATION,
                            "objectClass: no such class '" + Schema.shortened(name) + "'")));
        }
        boolean allowsAll = extensibleObject.filter(classes::contains).isPresent();
        return new ClassSet(classes, structuralClass(classes), allowsAll, isSound(values));
    }

    private boolean isSound(List<OctetString> values) {
        try {
            checkValues(objectClassType, values);
            return true;
        } catch (SchemaViolation e) {
            return false;
        }
    }

    // RFC 4512 §2.4.2: the structural classes form one chain, and its end is the entry's own.
    private static @Nullable ObjectClass structuralClass(List<ObjectClass> classes) {
        List<ObjectClass> structural = structural(classes);
        for (ObjectClass candidate : structural) {
            if (structural.stream().allMatch(candidate::isA)) {
                return candidate;
            }
        }
        return null;
    }

    private static List<ObjectClass> structural(List<ObjectClass> classes) {
        return classes.stream().filter(it -> it.kind() == ClassKind.STRUCTURAL).toList();
    }

    private static SchemaViolation contradiction(List<ObjectClass> classes) {
        List<ObjectClass> structural = structural(classes);
        return new SchemaViolation(
                ResultCode.OBJECT_CLASS_VIOLATION,
                structural.isEmpty()
                        ? "objectClass: no structural class among " + names(classes)
                        : "objectClass: an entry cannot be of " + names(structural) + " at once");
    }

    private static void checkRequired(Subject entry, ObjectClass objectClass) throws SchemaViolation {
        for (AttributeType type : objectClass.must()) {
            if (entry.values(type).isEmpty()) {
                throw new SchemaViolation(
                        ResultCode.OBJECT_CLASS_VIOLATION,
                        type.name() + ": missing, but required by " + objectClass.name());
            }
        }
        List<AttributeType> oneOf = objectClass.oneOf();
        if (!oneOf.isEmpty()
                && oneOf.stream().allMatch(type -> entry.values(type).isEmpty())) {
            throw new SchemaViolation(
                    ResultCode.OBJECT_CLASS_VIOLATION,
                    oneOf.stream().map(AttributeType::name).collect(Collectors.joining(" or "))
                            + ": missing, but required by " + objectClass.name());
        }
    }

    private static void checkDistinct(AttributeType type, List<OctetString> values) throws SchemaViolation {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            OctetString value = values.get(i);
            Optional<MatchingRule> rule = type.equality();
            // What no rule can compare is compared by its octets.
            Optional<String> normal = rule.flatMap(it -> it.normalize(value));
            if (!seen.add(normal.isPresent() ? normal.get() : value)) {
                throw new SchemaViolation(
                        ResultCode.ATTRIBUTE_OR_VALUE_EXISTS, type.name() + ": value " + (i + 1) + " stands twice");
            }
        }
    }

    private static String names(List<ObjectClass> classes) {
        return classes.stream().map(ObjectClass::name).collect(Collectors.joining(", "));
    }
}
