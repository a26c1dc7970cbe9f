package org.rollcall.directory.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.Syntax;

/**
 * An attribute type (RFC 4512 §4.1.2) with everything resolved: what its definition leaves to the superior type is
 * already taken from there. Two types of one schema are the same if and only if they are the same object.
 */
public final class AttributeType {
    /** The id of a type that no entry can hold: see {@link Schema#attributeType(String)}. */
    public static final int NO_ID = -1;

    private final int id;
    private final AttributeDefinition definition;
    private final Optional<AttributeType> superior;
    private final Syntax syntax;
    private final Optional<MatchingRule> equality;
    private final Optional<MatchingRule> ordering;
    private final Optional<MatchingRule> substrings;
    private final byte[] nameBytes;

    AttributeType(
            int id,
            AttributeDefinition definition,
            @Nullable AttributeType superior,
            Syntax syntax,
            Optional<MatchingRule> equality,
            Optional<MatchingRule> ordering,
            Optional<MatchingRule> substrings) {
        this.id = id;
        this.definition = definition;
        this.superior = Optional.ofNullable(superior);
        this.syntax = syntax;
        this.equality = equality;
        this.ordering = ordering;
        this.substrings = substrings;
        this.nameBytes = name().getBytes(StandardCharsets.US_ASCII);
    }

    /** A number from 0 up without gaps, the same as long as the process lives; {@link #NO_ID} for a transient type. */
    public int id() {
        return id;
    }

    public String oid() {
        return definition.oid();
    }

    /** All short names, the preferred one first; empty where the type has only its OID. */
    public List<String> names() {
        return definition.names();
    }

    /** The first short name, or the OID where there is none. */
    public String name() {
        return definition.names().isEmpty()
                ? definition.oid()
                : definition.names().getFirst();
    }

    /** The octets of {@link #name}, not a copy; for readers that promise not to write. */
    public byte[] nameBytes() {
        return nameBytes;
    }

    /** The descriptive text of the definition; empty where there is none. */
    public String description() {
        return definition.description();
    }

    public boolean obsolete() {
        return definition.obsolete();
    }

    public Optional<AttributeType> superior() {
        return superior;
    }

    public Syntax syntax() {
        return syntax;
    }

    public Optional<MatchingRule> equality() {
        return equality;
    }

    public Optional<MatchingRule> ordering() {
        return ordering;
    }

    public Optional<MatchingRule> substrings() {
        return substrings;
    }

    public boolean singleValued() {
        return definition.singleValued();
    }

    /** Whether values are the same for every entry of an area; informative only. */
    public boolean collective() {
        return definition.collective();
    }

    /** False for what only the server writes (NO-USER-MODIFICATION). */
    public boolean userModifiable() {
        return definition.userModifiable();
    }

    public Usage usage() {
        return definition.usage();
    }

    /** Whether it is returned only to those who ask for it by name or with {@code +} (RFC 4512 §3.4, RFC 3673). */
    public boolean operational() {
        return usage() != Usage.USER_APPLICATIONS;
    }

    /** Whether this is the given type or derived from it. */
    public boolean isA(AttributeType other) {
        AttributeType type = this;
        while (type != other) {
            if (type.superior.isEmpty()) {
                return false;
            }
            type = type.superior.get();
        }
        return true;
    }

    /** The values of the definition's {@code X-} terms by their names. */
    public Map<String, List<String>> extensions() {
        return definition.extensions();
    }

    /** The definition as text (RFC 4512 §4.1.2). */
    public String definition() {
        return definition.toString();
    }

    @Override
    public String toString() {
        return name();
    }
}
