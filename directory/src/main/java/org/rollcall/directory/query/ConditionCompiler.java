package org.rollcall.directory.query;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.SubstringPattern;
import org.rollcall.directory.matching.Syntax;
import org.rollcall.directory.matching.ValuePattern;
import org.rollcall.directory.query.Condition.Hint;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;

/**
 * Resolves filters against a schema. Whatever can't be resolved becomes Undefined: an unknown attribute, a value its
 * rule can't read, an attribute without the rule that is asked for (RFC 4511 §4.5.1.7).
 */
public final class ConditionCompiler {
    private static final Condition TRUE = new Condition.Constant(Truth.TRUE);
    private static final Condition UNDEFINED = new Condition.Constant(Truth.UNDEFINED);

    private final Schema schema;
    private final Optional<AttributeType> objectClass;
    private final List<List<AttributeType>> withDerived;

    public ConditionCompiler(Schema schema) {
        this.schema = schema;
        this.objectClass = schema.attributeType("objectClass");
        List<AttributeType> all = schema.attributeTypes();
        this.withDerived = all.stream()
                .map(type -> all.stream().filter(other -> other.isA(type)).toList())
                .toList();
    }

    public Condition compile(Filter filter) {
        return switch (filter) {
            case Filter.And and -> new Condition.All(compile(and.filters()));
            case Filter.Or or -> new Condition.Any(compile(or.filters()));
            case Filter.Not not -> new Condition.Not(compile(not.filter()));
            case Filter.Equality item -> equality(item.description(), item.value());
            case Filter.Approximate item -> equality(item.description(), item.value());
            case Filter.Substrings item -> substrings(item);
            case Filter.GreaterOrEqual item -> ordered(item.description(), item.value(), MatchingRule::atLeast);
            case Filter.LessOrEqual item -> ordered(item.description(), item.value(), MatchingRule::atMost);
            case Filter.Present item -> present(item.description());
            case Filter.Extensible item -> extensible(item);
        };
    }

    private List<Condition> compile(List<Filter> filters) {
        List<Condition> compiled = new ArrayList<>(filters.size());
        for (Filter filter : filters) {
            compiled.add(compile(filter));
        }
        return compiled;
    }

    private Condition equality(String description, OctetString value) {
        AttributeType type = schema.attributeType(description).orElse(null);
        if (type == null) {
            return UNDEFINED;
        }
        if (isObjectClass(type)) {
            return schema.objectClass(value.utf8().strip())
                    .<Condition>map(Condition.OfClass::new)
                    .orElse(UNDEFINED);
        }
        MatchingRule rule = type.equality().orElse(null);
        return rule == null ? UNDEFINED : equality(type, rule, value);
    }

    private Condition equality(AttributeType type, MatchingRule rule, OctetString value) {
        String normal = rule.normalizeAssertion(value).orElse(null);
        return normal == null
                ? UNDEFINED
                : new Condition.HasValue(type, derived(type), rule.equalToNormal(normal), new Hint.Exactly(normal));
    }

    private Condition substrings(Filter.Substrings item) {
        AttributeType type = schema.attributeType(item.description()).orElse(null);
        MatchingRule rule = type == null ? null : type.substrings().orElse(null);
        SubstringPattern pattern = rule == null
                ? null
                : rule.substrings(item.initial(), item.any(), item.last()).orElse(null);
        return type == null || pattern == null
                ? UNDEFINED
                : new Condition.HasValue(type, derived(type), pattern, hint(pattern));
    }

    private static Hint hint(SubstringPattern pattern) {
        return pattern.prefix().isEmpty() ? Hint.NONE : new Hint.Prefix(pattern.prefix());
    }

    /** One of the two comparisons of an ordering rule. */
    @FunctionalInterface
    private interface Comparison {
        Optional<ValuePattern> with(MatchingRule rule, OctetString assertion);
    }

    private Condition ordered(String description, OctetString value, Comparison comparison) {
        AttributeType type = schema.attributeType(description).orElse(null);
        MatchingRule rule = type == null ? null : type.ordering().orElse(null);
        ValuePattern pattern =
                rule == null ? null : comparison.with(rule, value).orElse(null);
        return type == null || pattern == null
                ? UNDEFINED
                : new Condition.HasValue(type, derived(type), pattern, Hint.NONE);
    }

    private Condition present(String description) {
        AttributeType type = schema.attributeType(description).orElse(null);
        if (type == null) {
            return UNDEFINED;
        }
        return isObjectClass(type) ? TRUE : new Condition.Present(type, derived(type));
    }

    private Condition extensible(Filter.Extensible item) {
        AttributeType type = null;
        if (item.description().isPresent()) {
            type = schema.attributeType(item.description().get()).orElse(null);
            if (type == null) {
                return UNDEFINED;
            }
        }
        MatchingRule rule;
        if (item.matchingRule().isPresent()) {
            rule = schema.matchingRule(item.matchingRule().get()).orElse(null);
        } else {
            rule = type == null ? null : type.equality().orElse(null);
        }
        if (rule == null || (type != null && !isMadeFor(rule, type))) {
            return UNDEFINED;
        }
        Condition inAttributes = extensible(type, rule, item);
        if (!item.dnAttributes() || inAttributes.equals(UNDEFINED)) {
            return inAttributes;
        }
        ValuePattern pattern = pattern(rule, item.value()).orElse(null);
        return pattern == null
                ? inAttributes
                : new Condition.Any(
                        List.of(inAttributes, new Condition.InName(Optional.ofNullable(type), rule, pattern)));
    }

    private Condition extensible(
            @org.jspecify.annotations.Nullable AttributeType type, MatchingRule rule, Filter.Extensible item) {
        if (type != null && isObjectClass(type)) {
            return equality(type.name(), item.value());
        }
        if (type != null && type.equality().filter(rule::equals).isPresent()) {
            return equality(type, rule, item.value());
        }
        ValuePattern pattern = pattern(rule, item.value()).orElse(null);
        if (pattern == null) {
            return UNDEFINED;
        }
        return type == null
                ? new Condition.AnyAttribute(rule, pattern)
                : new Condition.HasValue(type, derived(type), pattern, Hint.NONE);
    }

    // An ordering rule by itself says "less than" (RFC 4517 §4.2).
    private static Optional<ValuePattern> pattern(MatchingRule rule, OctetString value) {
        return switch (rule.kind()) {
            case EQUALITY -> rule.equalTo(value);
            case ORDERING ->
                rule.atLeast(value)
                        .flatMap(atLeast -> rule.atMost(value)
                                .map(atMost -> (src, offset, length) ->
                                        atMost.matches(src, offset, length) && !atLeast.matches(src, offset, length)));
            case SUBSTRINGS ->
                SubstringAssertion.parse(value)
                        .flatMap(parts -> rule.substrings(parts.initial(), parts.any(), parts.last()))
                        .map(pattern -> pattern);
        };
    }

    /** Whether values of the type can be compared by the rule. */
    public static boolean isMadeFor(MatchingRule rule, AttributeType type) {
        return type.equality().filter(rule::equals).isPresent()
                || type.ordering().filter(rule::equals).isPresent()
                || type.substrings().filter(rule::equals).isPresent()
                || type.syntax() == rule.assertionSyntax()
                || (isText(type.syntax())
                        && (isText(rule.assertionSyntax()) || rule.kind() == MatchingRule.Kind.SUBSTRINGS));
    }

    private static boolean isText(Syntax syntax) {
        return switch (syntax) {
            case DIRECTORY_STRING, IA5_STRING, PRINTABLE_STRING, NUMERIC_STRING, TELEPHONE_NUMBER, COUNTRY_STRING ->
                true;
            default -> false;
        };
    }

    private boolean isObjectClass(AttributeType type) {
        return objectClass.isPresent() && objectClass.get() == type;
    }

    private List<AttributeType> derived(AttributeType type) {
        int id = type.id();
        return id >= 0 && id < withDerived.size() ? withDerived.get(id) : List.of(type);
    }

    /** The substring assertion syntax (RFC 4517 §3.3.30): parts between asterisks. */
    private record SubstringAssertion(
            Optional<OctetString> initial, List<OctetString> any, Optional<OctetString> last) {

        static Optional<SubstringAssertion> parse(OctetString text) {
            List<OctetString> parts = new ArrayList<>();
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            for (int i = 0; i < text.length(); i++) {
                byte octet = text.at(i);
                if (octet == '*') {
                    parts.add(OctetString.wrap(part.toByteArray()));
                    part.reset();
                } else if (octet == '\\' && i + 2 < text.length() && text.at(i + 1) == '2' && isAorC(text.at(i + 2))) {
                    part.write(text.at(i + 2) == 'a' || text.at(i + 2) == 'A' ? '*' : '\\');
                    i += 2;
                } else {
                    part.write(octet);
                }
            }
            OctetString last = OctetString.wrap(part.toByteArray());
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            OctetString initial = parts.getFirst();
            List<OctetString> any = parts.subList(1, parts.size()).stream()
                    .filter(each -> !each.isEmpty())
                    .toList();
            return initial.isEmpty() && any.isEmpty() && last.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new SubstringAssertion(nonEmpty(initial), any, nonEmpty(last)));
        }

        private static boolean isAorC(byte octet) {
            return octet == 'a' || octet == 'A' || octet == 'c' || octet == 'C';
        }

        private static Optional<OctetString> nonEmpty(OctetString part) {
            return part.isEmpty() ? Optional.empty() : Optional.of(part);
        }
    }
}
