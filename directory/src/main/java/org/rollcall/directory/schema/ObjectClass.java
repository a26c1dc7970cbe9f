package org.rollcall.directory.schema;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An object class (RFC 4512 §4.1.1). Two classes of one schema are the same if and only if they are the same object. */
public final class ObjectClass {
    private final int id;
    private final ClassDefinition definition;
    private final List<ObjectClass> superiors;
    private final List<AttributeType> must;
    private final List<AttributeType> may;
    private final List<AttributeType> oneOf;
    private final List<ObjectClass> withSuperiors;
    private final Set<AttributeType> allowed;
    private final boolean allowsIlsa;

    ObjectClass(
            int id,
            ClassDefinition definition,
            List<ObjectClass> superiors,
            List<AttributeType> must,
            List<AttributeType> may,
            List<AttributeType> oneOf) {
        this.id = id;
        this.definition = definition;
        this.superiors = List.copyOf(superiors);
        this.must = List.copyOf(must);
        this.may = List.copyOf(may);
        this.oneOf = List.copyOf(oneOf);
        Set<ObjectClass> ancestors = new LinkedHashSet<>();
        ancestors.add(this);
        superiors.forEach(superior -> ancestors.addAll(superior.withSuperiors));
        this.withSuperiors = List.copyOf(ancestors);
        Set<AttributeType> allAllowed = new HashSet<>();
        for (ObjectClass ancestor : withSuperiors) {
            allAllowed.addAll(ancestor.must);
            allAllowed.addAll(ancestor.may);
            allAllowed.addAll(ancestor.oneOf);
        }
        this.allowed = Set.copyOf(allAllowed);
        this.allowsIlsa = withSuperiors.stream().anyMatch(it -> it.extensions().containsKey("X-ALLOWS-ILSA"));
    }

    /** A number from 0 up without gaps, the same as long as the process lives. */
    public int id() {
        return id;
    }

    public String oid() {
        return definition.oid();
    }

    public List<String> names() {
        return definition.names();
    }

    /** The first short name, or the OID where there is none. */
    public String name() {
        return definition.names().isEmpty()
                ? definition.oid()
                : definition.names().getFirst();
    }

    public String description() {
        return definition.description();
    }

    public boolean obsolete() {
        return definition.obsolete();
    }

    public ClassKind kind() {
        return definition.kind();
    }

    /** The direct superiors. */
    public List<ObjectClass> superiors() {
        return superiors;
    }

    /** What this class itself asks for; superiors may ask for more. */
    public List<AttributeType> must() {
        return must;
    }

    /** What this class itself allows; superiors may allow more. */
    public List<AttributeType> may() {
        return may;
    }

    /** Types of which an entry must have at least one (the term {@code X-MUST-ONE-OF}); empty for most classes. */
    public List<AttributeType> oneOf() {
        return oneOf;
    }

    /** Whether an entry of this class may have the attribute, through the class itself or a superior. */
    public boolean allows(AttributeType type) {
        return allowed.contains(type) || (allowsIlsa && Schema.isIlsa(type.name()));
    }

    /** Whether this is the given class or derived from it. */
    public boolean isA(ObjectClass other) {
        return withSuperiors.contains(other);
    }

    /** This class and all that it is derived from, nearest first. */
    public List<ObjectClass> withSuperiors() {
        return withSuperiors;
    }

    public Map<String, List<String>> extensions() {
        return definition.extensions();
    }

    /** The definition as text (RFC 4512 §4.1.1). */
    public String definition() {
        return definition.toString();
    }

    @Override
    public String toString() {
        return name();
    }
}
