package org.rollcall.directory.matching;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules, bound to a schema of two attribute types, {@code cn} and {@code uid}, and one class, {@code person}. */
final class TestRules {
    private static final List<MatchingRule> RULES = MatchingRules.forSchema(new SchemaNames() {
        @Override
        public Optional<String> oid(String descriptor) {
            return switch (descriptor.toLowerCase(Locale.ROOT)) {
                case "person", "2.5.6.6" -> Optional.of("2.5.6.6");
                default -> attributeOid(descriptor);
            };
        }

        @Override
        public Optional<String> attributeOid(String attributeDescription) {
            return switch (attributeDescription.toLowerCase(Locale.ROOT)) {
                case "cn", "commonname", "2.5.4.3" -> Optional.of("2.5.4.3");
                case "uid" -> Optional.of("0.9.2342.19200300.100.1.1");
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<MatchingRule> equality(String attributeDescription) {
            return attributeOid(attributeDescription)
                    .map(oid -> rule(oid.equals("2.5.4.3") ? "caseIgnoreMatch" : "caseExactMatch"));
        }
    });

    private TestRules() {}

    static MatchingRule rule(String name) {
        return RULES.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    static List<MatchingRule> all() {
        return RULES;
    }
}
