package org.rollcall.directory.query;

import java.util.List;
import java.util.Optional;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.ValuePattern;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;

/**
 * What entries must fulfil: a filter resolved against the schema. Items that the schema can't resolve are Undefined
 * and stay so under Not (RFC 4511 §4.5.1.7). Made by {@link org.rollcall.directory.Directory#condition}.
 */
public sealed interface Condition {

    /** Holds it against an entry; allocates nothing where the values are plain ASCII. */
    Truth evaluate(Subject subject);

    /** RFC 4511 §4.5.1.7.1; True without elements (RFC 4526). */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Truth evaluate(Subject subject) {
            Truth all = Truth.TRUE;
            for (int i = 0; i < conditions.size(); i++) {
                Truth one = conditions.get(i).evaluate(subject);
                if (one == Truth.FALSE) {
                    return one;
                }
                if (one == Truth.UNDEFINED) {
                    all = one;
                }
            }
            return all;
        }
    }

    /** RFC 4511 §4.5.1.7.2; False without elements (RFC 4526). */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Truth evaluate(Subject subject) {
            Truth any = Truth.FALSE;
            for (int i = 0; i < conditions.size(); i++) {
                Truth one = conditions.get(i).evaluate(subject);
                if (one == Truth.TRUE) {
                    return one;
                }
                if (one == Truth.UNDEFINED) {
                    any = one;
                }
            }
            return any;
        }
    }

    /** RFC 4511 §4.5.1.7.3. */
    record Not(Condition condition) implements Condition {
        @Override
        public Truth evaluate(Subject subject) {
            return condition.evaluate(subject).negated();
        }
    }

    /** The same for every entry. */
    record Constant(Truth truth) implements Condition {
        @Override
        public Truth evaluate(Subject subject) {
            return truth;
        }
    }

    /**
     * A value that matches.
     *
     * @param type as the filter named it
     * @param types this type and those derived from it (RFC 4511 §4.1.4)
     * @param hint what an index may know of it
     */
    record HasValue(AttributeType type, List<AttributeType> types, ValuePattern pattern, Hint hint)
            implements Condition {
        public HasValue {
            types = List.copyOf(types);
        }

        @Override
        public Truth evaluate(Subject subject) {
            for (int i = 0; i < types.size(); i++) {
                if (subject.matches(types.get(i), pattern)) {
                    return Truth.TRUE;
                }
            }
            return Truth.FALSE;
        }
    }

    /** Any value at all. */
    record Present(AttributeType type, List<AttributeType> types) implements Condition {
        public Present {
            types = List.copyOf(types);
        }

        @Override
        public Truth evaluate(Subject subject) {
            for (int i = 0; i < types.size(); i++) {
                if (subject.has(types.get(i))) {
                    return Truth.TRUE;
                }
            }
            return Truth.FALSE;
        }
    }

    /** A class, or one derived from it. */
    record OfClass(ObjectClass objectClass) implements Condition {
        @Override
        public Truth evaluate(Subject subject) {
            return Truth.of(subject.isA(objectClass));
        }
    }

    /** A value of any type that the rule is made for (RFC 4511 §4.5.1.7.7, without a type). */
    record AnyAttribute(MatchingRule rule, ValuePattern pattern) implements Condition {
        @Override
        public Truth evaluate(Subject subject) {
            return Truth.of(subject.matchesAny(rule, pattern));
        }
    }

    /** A value in the DN (RFC 4511 §4.5.1.7.7, {@code dnAttributes}). */
    record InName(Optional<AttributeType> type, MatchingRule rule, ValuePattern pattern) implements Condition {
        @Override
        public Truth evaluate(Subject subject) {
            return Truth.of(subject.matchesName(type, rule, pattern));
        }
    }

    /** What an index may know of matching values. */
    sealed interface Hint {
        /** Nothing. */
        record None() implements Hint {}

        /** Their normal form under the equality rule of the type. */
        record Exactly(String normal) implements Hint {}

        /** How their normal form begins. */
        record Prefix(String normal) implements Hint {}

        Hint NONE = new None();
    }
}
