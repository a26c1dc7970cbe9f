package org.rollcall.ldap.filter;

import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** A search filter as it stands on the wire (RFC 4511 §4.5.1.7): descriptions and assertion values uninterpreted. */
public sealed interface Filter {
    /** True where it has no elements (RFC 4526). */
    record And(List<Filter> filters) implements Filter {
        public And {
            filters = List.copyOf(filters);
        }
    }

    /** False where it has no elements (RFC 4526). */
    record Or(List<Filter> filters) implements Filter {
        public Or {
            filters = List.copyOf(filters);
        }
    }

    record Not(Filter filter) implements Filter {}

    record Equality(String description, OctetString value) implements Filter {}

    /** At least one of the three parts is there. */
    record Substrings(
            String description, Optional<OctetString> initial, List<OctetString> any, Optional<OctetString> last)
            implements Filter {
        public Substrings {
            any = List.copyOf(any);
        }
    }

    record GreaterOrEqual(String description, OctetString value) implements Filter {}

    record LessOrEqual(String description, OctetString value) implements Filter {}

    record Present(String description) implements Filter {}

    record Approximate(String description, OctetString value) implements Filter {}

    record Extensible(
            Optional<String> matchingRule, Optional<String> description, OctetString value, boolean dnAttributes)
            implements Filter {}
}
