package org.rollcall.directory.query;

import java.util.Optional;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.ValuePattern;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;

/** What a condition is held against: an entry as far as its asker may see it. */
public interface Subject {
    /** Whether it has a value of exactly this type. */
    boolean has(AttributeType type);

    /** Whether a value of exactly this type matches. */
    boolean matches(AttributeType type, ValuePattern pattern);

    /** Whether it is of this class or one derived from it. */
    boolean isA(ObjectClass objectClass);

    /** Whether a value of any type that this rule is made for matches. */
    boolean matchesAny(MatchingRule rule, ValuePattern pattern);

    /**
     * Whether a value in its DN matches.
     *
     * @param type only values of this type or derived ones; without it, of types that the rule is made for
     */
    boolean matchesName(Optional<AttributeType> type, MatchingRule rule, ValuePattern pattern);
}
