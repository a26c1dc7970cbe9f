package org.rollcall.directory.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.MatchingRules;
import org.rollcall.directory.matching.SchemaNames;
import org.rollcall.directory.matching.Syntax;
import org.rollcall.directory.schema.SchemaFileException.Position;
import org.rollcall.directory.schema.SchemaLoader.Defined;

/** Turns definitions into a {@link Schema}: follows every reference, in whatever order the definitions stand. */
final class SchemaResolver {
    /** Types named ILSA<digits> have the digits as their arc, behind a 1 that saves leading zeros. */
    private static final String ILSA_ARC = "2.25.332088159303228819678392643925757460819.3.1";

    private static final String ONE_OF = "X-MUST-ONE-OF";

    private final List<Defined<AttributeDefinition>> attributes;
    private final List<Defined<ClassDefinition>> classes;
    private final Map<String, Integer> attributeIndex = new HashMap<>();
    private final Map<String, Integer> classIndex = new HashMap<>();
    private final Map<String, MatchingRule> rules = new LinkedHashMap<>();
    private final List<MatchingRule> allRules;
    private final LateNames names = new LateNames();
    private final @Nullable AttributeType[] attributeTypes;
    private final @Nullable ObjectClass[] objectClasses;
    private final List<Defined<?>> underWay = new ArrayList<>();

    SchemaResolver(List<Defined<AttributeDefinition>> attributes, List<Defined<ClassDefinition>> classes) {
        this.attributes = attributes;
        this.classes = classes;
        this.attributeTypes = new AttributeType[attributes.size()];
        this.objectClasses = new ObjectClass[classes.size()];
        this.allRules = MatchingRules.forSchema(names);
        for (MatchingRule rule : allRules) {
            rules.put(key(rule.name()), rule);
            rules.put(rule.oid(), rule);
        }
    }

    Schema resolve(int maxIlsaTypes) throws SchemaFileException {
        index(attributes, attributeIndex, AttributeDefinition::oid, AttributeDefinition::names);
        index(classes, classIndex, ClassDefinition::oid, ClassDefinition::names);
        List<AttributeType> types = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            types.add(attribute(i));
        }
        List<ObjectClass> resolvedClasses = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            resolvedClasses.add(objectClass(i));
        }
        Schema schema = new Schema(
                byName(attributeIndex, types),
                types,
                byName(classIndex, resolvedClasses),
                resolvedClasses,
                rules,
                allRules,
                this::ilsaType,
                maxIlsaTypes);
        names.schema = schema;
        return schema;
    }

    private AttributeType attribute(int id) throws SchemaFileException {
        AttributeType resolved = attributeTypes[id];
        if (resolved != null) {
            return resolved;
        }
        Defined<AttributeDefinition> defined = attributes.get(id);
        begin(defined, defined.definition().oid());
        AttributeDefinition definition = defined.definition();
        Position position = defined.position();
        AttributeType superior = definition.superior().isEmpty()
                ? null
                : attribute(required(attributeIndex, definition.superior().get(), "attribute type", position));
        if (superior != null && superior.usage() != definition.usage()) {
            throw new SchemaFileException(
                    position, definition.oid() + ": its USAGE is not that of its superior type " + superior.name());
        }
        Syntax syntax = syntax(definition, superior, position);
        AttributeType type = new AttributeType(
                id,
                definition,
                superior,
                syntax,
                rule(
                        definition.equality(),
                        superior,
                        AttributeType::equality,
                        syntax,
                        MatchingRule.Kind.EQUALITY,
                        position),
                rule(
                        definition.ordering(),
                        superior,
                        AttributeType::ordering,
                        syntax,
                        MatchingRule.Kind.ORDERING,
                        position),
                rule(
                        definition.substrings(),
                        superior,
                        AttributeType::substrings,
                        syntax,
                        MatchingRule.Kind.SUBSTRINGS,
                        position));
        attributeTypes[id] = type;
        underWay.removeLast();
        return type;
    }

    private static Syntax syntax(AttributeDefinition definition, @Nullable AttributeType superior, Position position)
            throws SchemaFileException {
        if (definition.syntax().isPresent()) {
            String oid = definition.syntax().get();
            return Syntax.byOid(oid)
                    .orElseThrow(() -> new SchemaFileException(position, "there is no syntax " + oid + " here"));
        }
        if (superior == null) {
            throw new SchemaFileException(position, "the attribute type has neither SUP nor SYNTAX");
        }
        return superior.syntax();
    }

    private Optional<MatchingRule> rule(
            Optional<String> reference,
            @Nullable AttributeType superior,
            Function<AttributeType, Optional<MatchingRule>> inherited,
            Syntax syntax,
            MatchingRule.Kind kind,
            Position position)
            throws SchemaFileException {
        if (reference.isEmpty()) {
            return superior == null ? Optional.empty() : inherited.apply(superior);
        }
        MatchingRule rule = rules.get(key(reference.get()));
        if (rule == null) {
            throw new SchemaFileException(position, "there is no matching rule '" + reference.get() + "' here");
        }
        if (rule.kind() != kind || !rule.appliesTo(syntax)) {
            throw new SchemaFileException(
                    position,
                    rule.name() + " is no " + kind.name().toLowerCase(Locale.ROOT) + " rule for the syntax "
                            + syntax.description());
        }
        return Optional.of(rule);
    }

    private ObjectClass objectClass(int id) throws SchemaFileException {
        ObjectClass resolved = objectClasses[id];
        if (resolved != null) {
            return resolved;
        }
        Defined<ClassDefinition> defined = classes.get(id);
        ClassDefinition definition = defined.definition();
        Position position = defined.position();
        begin(defined, definition.oid());
        List<ObjectClass> superiors = new ArrayList<>();
        for (String reference : definition.superiors()) {
            ObjectClass superior = objectClass(required(classIndex, reference, "object class", position));
            if (!mayDerive(definition.kind(), superior.kind())) {
                throw new SchemaFileException(
                        position,
                        definition.oid() + ": a class that is " + definition.kind() + " cannot have the "
                                + superior.kind() + " class " + superior.name() + " as its superior");
            }
            superiors.add(superior);
        }
        ObjectClass objectClass = new ObjectClass(
                id,
                definition,
                superiors,
                attributes(definition.must(), position),
                attributes(definition.may(), position),
                attributes(definition.extensions().getOrDefault(ONE_OF, List.of()), position));
        objectClasses[id] = objectClass;
        underWay.removeLast();
        return objectClass;
    }

    // RFC 4512 §2.4.
    private static boolean mayDerive(ClassKind kind, ClassKind superior) {
        return superior == ClassKind.ABSTRACT || superior == kind;
    }

    private List<AttributeType> attributes(List<String> references, Position position) throws SchemaFileException {
        List<AttributeType> types = new ArrayList<>();
        for (String reference : references) {
            types.add(attribute(required(attributeIndex, reference, "attribute type", position)));
        }
        return types;
    }

    private AttributeType ilsaType(int id, String digits) {
        AttributeDefinition definition = new AttributeDefinition(
                ILSA_ARC + digits,
                List.of("ILSA" + digits),
                "",
                false,
                Optional.empty(),
                Optional.of("caseIgnoreMatch"),
                Optional.of("caseIgnoreOrderingMatch"),
                Optional.of("caseIgnoreSubstringsMatch"),
                Optional.of(Syntax.DIRECTORY_STRING.oid()),
                0,
                false,
                false,
                true,
                Usage.USER_APPLICATIONS,
                Map.of());
        return new AttributeType(
                id,
                definition,
                null,
                Syntax.DIRECTORY_STRING,
                definition.equality().map(name -> rules.get(key(name))),
                definition.ordering().map(name -> rules.get(key(name))),
                definition.substrings().map(name -> rules.get(key(name))));
    }

    private void begin(Defined<?> defined, String oid) throws SchemaFileException {
        if (underWay.contains(defined)) {
            throw new SchemaFileException(defined.position(), oid + " is its own superior");
        }
        underWay.add(defined);
    }

    private static int required(Map<String, Integer> index, String reference, String what, Position position)
            throws SchemaFileException {
        Integer found = index.get(key(reference));
        if (found == null) {
            throw new SchemaFileException(position, "there is no " + what + " '" + reference + "'");
        }
        return found;
    }

    private static <T> void index(
            List<Defined<T>> definitions,
            Map<String, Integer> index,
            Function<T, String> oid,
            Function<T, List<String>> names)
            throws SchemaFileException {
        for (int i = 0; i < definitions.size(); i++) {
            Defined<T> defined = definitions.get(i);
            List<String> all = new ArrayList<>(names.apply(defined.definition()));
            all.add(oid.apply(defined.definition()));
            for (String name : all) {
                Integer earlier = index.putIfAbsent(key(name), i);
                if (earlier != null) {
                    throw new SchemaFileException(
                            defined.position(),
                            "'" + name + "' is already defined at "
                                    + definitions.get(earlier).position());
                }
            }
        }
    }

    private static <T> Map<String, T> byName(Map<String, Integer> index, List<T> things) {
        Map<String, T> byName = new HashMap<>();
        index.forEach((name, at) -> byName.put(name, things.get(at)));
        return byName;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The names of a schema that is still in the making: rules are made before it and ask only after. */
    private static final class LateNames implements SchemaNames {
        private volatile @Nullable Schema schema;

        @Override
        public Optional<String> oid(String descriptor) {
            Schema complete = schema;
            Optional<String> classOid = complete == null
                    ? Optional.empty()
                    : complete.objectClass(descriptor).map(ObjectClass::oid);
            return classOid.isPresent() ? classOid : attributeOid(descriptor);
        }

        @Override
        public Optional<String> attributeOid(String attributeDescription) {
            Schema complete = schema;
            return complete == null
                    ? Optional.empty()
                    : complete.attributeType(attributeDescription).map(AttributeType::oid);
        }

        @Override
        public Optional<MatchingRule> equality(String attributeDescription) {
            Schema complete = schema;
            return complete == null
                    ? Optional.empty()
                    : complete.attributeType(attributeDescription).flatMap(AttributeType::equality);
        }
    }
}
