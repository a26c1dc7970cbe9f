package org.rollcall.directory.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.ldap.message.ResultCode;

/**
 * All attribute types, object classes and matching rules that this directory knows. Immutable, except that types named
 * {@code ILSA<digits>}, which are always known (decision 9 of the dialect), get their place when a value of theirs is
 * first stored; there is a bound to their number, since clients choose the digits. Made by {@link SchemaLoader}; safe
 * for any number of threads.
 */
public final class Schema {
    private static final String ILSA = "ILSA";
    private static final int MAX_ILSA_DIGITS = 40;

    private final List<AttributeType> attributeTypes;
    private final List<ObjectClass> objectClasses;
    private final List<MatchingRule> matchingRules;
    private final NameTable<AttributeType> attributesByName;
    private final NameTable<ObjectClass> classesByName;
    private final NameTable<MatchingRule> rulesByName;
    private final IlsaTypes ilsaTypes;
    private final Map<String, AttributeType> storedIlsaTypes = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<AttributeType> storedIlsaTypesById;

    /** Makes the type that a client invented. */
    @FunctionalInterface
    interface IlsaTypes {
        AttributeType create(int id, String digits);
    }

    Schema(
            Map<String, AttributeType> attributesByName,
            List<AttributeType> attributeTypes,
            Map<String, ObjectClass> classesByName,
            List<ObjectClass> objectClasses,
            Map<String, MatchingRule> rulesByName,
            List<MatchingRule> matchingRules,
            IlsaTypes ilsaTypes,
            int maxIlsaTypes) {
        this.attributesByName = new NameTable<>(attributesByName);
        this.attributeTypes = List.copyOf(attributeTypes);
        this.classesByName = new NameTable<>(classesByName);
        this.objectClasses = List.copyOf(objectClasses);
        this.rulesByName = new NameTable<>(rulesByName);
        this.matchingRules = List.copyOf(matchingRules);
        this.ilsaTypes = ilsaTypes;
        this.storedIlsaTypesById = new AtomicReferenceArray<>(maxIlsaTypes);
    }

    /**
     * The type of that name or OID, letter case aside; empty where there is none, or where the description has options
     * (RFC 4512 §2.5.2), since none is supported. For {@code ILSA<digits>} that nobody has stored yet, a transient type:
     * its id is {@link AttributeType#NO_ID}, and no entry has it. Allocates nothing
     * for types that a schema file defines.
     */
    public Optional<AttributeType> attributeType(String description) {
        Optional<AttributeType> known = known(description);
        return known.isEmpty() && isIlsa(description)
                ? Optional.of(ilsaTypes.create(AttributeType.NO_ID, digits(description)))
                : known;
    }

    /**
     * As {@link #attributeType(String)}, for a type of which a value is about to be stored: never transient.
     *
     * @throws SchemaViolation undefinedAttributeType(17) where there is no such type; adminLimitExceeded(11) where the
     *     bound on types that clients invented is reached
     */
    public AttributeType resolveForStorage(String description) throws SchemaViolation {
        Optional<AttributeType> known = known(description);
        if (known.isPresent()) {
            return known.get();
        }
        if (!isIlsa(description)) {
            throw new SchemaViolation(
                    ResultCode.UNDEFINED_ATTRIBUTE_TYPE, shortened(description) + ": no such attribute type");
        }
        AttributeType stored = storeIlsa(digits(description));
        if (stored == null) {
            throw new SchemaViolation(
                    ResultCode.ADMIN_LIMIT_EXCEEDED,
                    description + ": too many different ILSA attributes, the limit is " + storedIlsaTypesById.length());
        }
        return stored;
    }

    /** The type with this id. */
    public AttributeType attributeType(int id) {
        return id < attributeTypes.size()
                ? attributeTypes.get(id)
                : storedIlsaTypesById.get(id - attributeTypes.size());
    }

    /** All types, those that clients invented last; the index in the list is the id. */
    public List<AttributeType> attributeTypes() {
        List<AttributeType> all = new ArrayList<>(attributeTypes);
        for (int i = 0; i < storedIlsaTypesById.length(); i++) {
            AttributeType type = storedIlsaTypesById.get(i);
            if (type == null) {
                break;
            }
            all.add(type);
        }
        return List.copyOf(all);
    }

    /** The class of that name or OID, letter case aside. */
    public Optional<ObjectClass> objectClass(String nameOrOid) {
        return classesByName.get(nameOrOid);
    }

    /** All classes; the index in the list is the id. */
    public List<ObjectClass> objectClasses() {
        return objectClasses;
    }

    /** The rule of that name or OID, letter case aside. */
    public Optional<MatchingRule> matchingRule(String nameOrOid) {
        return rulesByName.get(nameOrOid);
    }

    public List<MatchingRule> matchingRules() {
        return matchingRules;
    }

    private Optional<AttributeType> known(String description) {
        Optional<AttributeType> defined = attributesByName.get(description);
        return defined.isEmpty() && isIlsa(description)
                ? Optional.ofNullable(storedIlsaTypes.get(digits(description)))
                : defined;
    }

    private @Nullable AttributeType storeIlsa(String digits) {
        synchronized (storedIlsaTypes) {
            AttributeType stored = storedIlsaTypes.get(digits);
            int index = storedIlsaTypes.size();
            if (stored != null || index == storedIlsaTypesById.length()) {
                return stored;
            }
            AttributeType created = ilsaTypes.create(attributeTypes.size() + index, digits);
            storedIlsaTypesById.set(index, created);
            storedIlsaTypes.put(digits, created);
            return created;
        }
    }

    private static String digits(String description) {
        return description.substring(ILSA.length());
    }

    static boolean isIlsa(String description) {
        int length = description.length();
        if (length <= ILSA.length()
                || length > ILSA.length() + MAX_ILSA_DIGITS
                || !description.regionMatches(true, 0, ILSA, 0, ILSA.length())) {
            return false;
        }
        for (int i = ILSA.length(); i < length; i++) {
            if (description.charAt(i) < '0' || description.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    // What a client sent goes back to it in a message: not all of it, when it is long.
    static String shortened(String description) {
        return description.length() <= 100 ? description : description.substring(0, 100) + "…";
    }
}
