package org.rollcall.directory.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.ValuePattern;
import org.rollcall.directory.query.Condition.Hint;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.FilterParser;

/** RFC 4511 §4.5.1.7: what filters say of an entry. */
class ConditionTest {
    private static final Schema SCHEMA = SchemaLoader.defaultSchema();
    private static final ConditionCompiler COMPILER = new ConditionCompiler(SCHEMA);

    /** An rtPerson of the name {@code cn=Jörg Meier,ou=Dynamic}. */
    private static final Subject SUBJECT = new Subject() {
        private final Map<String, List<String>> values = Map.of(
                "cn", List.of("Jörg Meier"),
                "sn", List.of("Meier", "Müller-Meier"),
                "mail", List.of("jm@example.com"),
                "telephoneNumber", List.of("+49 30 123-456"),
                "createTimestamp", List.of("20260101120000Z"),
                "port", List.of("1720"),
                "hasSubordinates", List.of("FALSE"),
                "userObject", List.of("cn=x"));

        private List<String> of(AttributeType type) {
            return values.getOrDefault(type.name(), List.of());
        }

        @Override
        public boolean has(AttributeType type) {
            return !of(type).isEmpty();
        }

        @Override
        public boolean matches(AttributeType type, ValuePattern pattern) {
            return of(type).stream().map(OctetString::of).anyMatch(pattern::matches);
        }

        @Override
        public boolean isA(ObjectClass objectClass) {
            return SCHEMA.objectClass("rtPerson").orElseThrow().isA(objectClass);
        }

        @Override
        public boolean matchesAny(MatchingRule rule, ValuePattern pattern) {
            return values.keySet().stream()
                    .map(name -> SCHEMA.attributeType(name).orElseThrow())
                    .anyMatch(type -> ConditionCompiler.isMadeFor(rule, type) && matches(type, pattern));
        }

        @Override
        public boolean matchesName(Optional<AttributeType> type, MatchingRule rule, ValuePattern pattern) {
            AttributeType ou = SCHEMA.attributeType("ou").orElseThrow();
            return (type.isEmpty() || ou.isA(type.get())) && pattern.matches(OctetString.of("Dynamic"));
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(cn=JÖRG  meier); TRUE",
                "(cn=jorg meier); FALSE",
                "(name=jörg meier); TRUE",
                "(name=müller*); TRUE",
                "(surname=*er-m*); TRUE",
                "(sn=*x*); FALSE",
                "(sn~=MEIER); TRUE",
                "(sn>=n); FALSE",
                "(sn>=m); TRUE",
                "(sn<=mf); TRUE",
                "(givenName=x); FALSE",
                "(!(givenName=x)); TRUE",
                "(givenName=*); FALSE",
                "(name=*); TRUE",
                "(nonsense=x); UNDEFINED",
                "(!(nonsense=x)); UNDEFINED",
                "(nonsense=*); UNDEFINED",
                "(!(nonsense=*)); UNDEFINED",
                "(nonsense>=1); UNDEFINED",
                "(nonsense=*x); UNDEFINED",
                "(&(cn=*)(nonsense=x)); UNDEFINED",
                "(&(cn=x)(nonsense=x)); FALSE",
                "(|(cn=*)(nonsense=x)); TRUE",
                "(|(cn=x)(nonsense=x)); UNDEFINED",
                "(!(|(cn=x)(nonsense=x))); UNDEFINED",
                "(&); TRUE",
                "(|); FALSE",
                "(!(&)); FALSE",
                "(objectClass=*); TRUE",
                "(objectClass=TOP); TRUE",
                "(objectClass=rtConference); FALSE",
                "(objectClass=nonsense); UNDEFINED",
                "(objectClass=rt*); UNDEFINED",
                "(createTimestamp>=20251231235959Z); TRUE",
                "(createTimestamp<=20251231235959Z); FALSE",
                "(createTimestamp=not a time); UNDEFINED",
                "(!(createTimestamp=not a time)); UNDEFINED",
                "(hasSubordinates=FALSE); TRUE",
                "(hasSubordinates=maybe); UNDEFINED",
                "(hasSubordinates>=FALSE); UNDEFINED",
                "(telephoneNumber=+4930123456); TRUE",
                "(telephoneNumber=*30123*); TRUE",
                "(ILSA123=1); FALSE",
                "(!(ILSA123=1)); TRUE",
                "(cn:caseExactMatch:=Jörg Meier); TRUE",
                "(cn:caseExactMatch:=jörg meier); FALSE",
                "(cn:2.5.13.2:=jörg meier); TRUE",
                "(cn:integerMatch:=1); UNDEFINED",
                "(cn:nonsenseMatch:=1); UNDEFINED",
                "(cn:caseIgnoreSubstringsMatch:=j*g m*); TRUE",
                "(cn:caseIgnoreSubstringsMatch:=j*x*); FALSE",
                "(cn:caseIgnoreSubstringsMatch:=nothing); UNDEFINED",
                "(createTimestamp:generalizedTimeOrderingMatch:=20270101000000Z); TRUE",
                "(createTimestamp:generalizedTimeOrderingMatch:=20260101120000Z); FALSE",
                "(:caseExactMatch:=Meier); TRUE",
                "(:caseExactMatch:=meier); FALSE",
                "(:caseIgnoreMatch:=dynamic); FALSE",
                "(:dn:caseIgnoreMatch:=dynamic); TRUE",
                "(ou:dn:=dynamic); TRUE",
                "(name:dn:=dynamic); TRUE",
                "(cn:dn:=dynamic); FALSE",
                "(sn:=meier); TRUE",
                "(nonsense:=meier); UNDEFINED",
                "(nonsense:dn:=meier); UNDEFINED",
                "(:nonsenseMatch:=meier); UNDEFINED",
            })
    void conditionsHaveThreeValues(String filter, Truth truth) throws Exception {
        assertThat(COMPILER.compile(FilterParser.parse(filter)).evaluate(SUBJECT))
                .isEqualTo(truth);
    }

    @Test
    void anIndexLearnsWhatMatchingValuesAreOrBeginWith() throws Exception {
        assertThat(hint("(cn=A  B)")).isEqualTo(new Hint.Exactly("a b"));
        assertThat(hint("(cn=A B*c)")).isEqualTo(new Hint.Prefix("a b"));
        assertThat(hint("(cn=*b)")).isEqualTo(Hint.NONE);
        assertThat(hint("(cn>=b)")).isEqualTo(Hint.NONE);
        assertThat(hint("(cn:caseIgnoreMatch:=B)")).isEqualTo(new Hint.Exactly("b"));
        assertThat(hint("(cn:caseExactMatch:=B)")).isEqualTo(Hint.NONE);
    }

    private static Hint hint(String filter) throws Exception {
        return ((Condition.HasValue) COMPILER.compile(FilterParser.parse(filter))).hint();
    }
}
