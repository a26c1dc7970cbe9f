package org.rollcall.locator;

import java.util.List;
import java.util.Optional;
import org.rollcall.directory.Match;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.ValuePattern;
import org.rollcall.directory.query.Subject;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.Rdn;

/** An entry as its asker may see it, for conditions that are held against one entry (RFC 4528). */
record MatchSubject(Match match, Schema schema) implements Subject {

    @Override
    public boolean has(AttributeType type) {
        return match.sees(type) && !match.values(type).isEmpty();
    }

    @Override
    public boolean matches(AttributeType type, ValuePattern pattern) {
        return match.sees(type) && anyOf(match.values(type), pattern);
    }

    @Override
    public boolean isA(ObjectClass objectClass) {
        return match.entry().isA(objectClass);
    }

    @Override
    public boolean matchesAny(MatchingRule rule, ValuePattern pattern) {
        for (int i = 0; i < match.entry().size(); i++) {
            AttributeType type = match.entry().type(i);
            if (isFor(rule, type) && matches(type, pattern)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean matchesName(Optional<AttributeType> type, MatchingRule rule, ValuePattern pattern) {
        for (Rdn rdn : match.entry().name().dn().rdns()) {
            for (Ava ava : rdn.avas()) {
                Optional<AttributeType> found = schema.attributeType(ava.type());
                boolean asked = found.isPresent()
                        && (type.isPresent() ? found.get().isA(type.get()) : isFor(rule, found.get()));
                if (asked && anyOf(List.of(ava.value()), pattern)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFor(MatchingRule rule, AttributeType type) {
        return type.equality().filter(rule::equals).isPresent()
                || type.ordering().filter(rule::equals).isPresent()
                || type.substrings().filter(rule::equals).isPresent();
    }

    private static boolean anyOf(List<OctetString> values, ValuePattern pattern) {
        for (OctetString value : values) {
            if (pattern.matches(value.unsafeArray(), 0, value.length())) {
                return true;
            }
        }
        return false;
    }
}
