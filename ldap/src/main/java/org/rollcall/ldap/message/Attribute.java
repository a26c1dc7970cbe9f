package org.rollcall.ldap.message;

import java.util.Arrays;
import java.util.List;
import org.rollcall.ldap.OctetString;

/** An attribute description with its values; none in a partial attribute (RFC 4511 §4.1.7). */
public record Attribute(String description, List<OctetString> values) {
    public Attribute {
        values = List.copyOf(values);
    }

    public static Attribute of(String description, String... values) {
        return new Attribute(
                description, Arrays.stream(values).map(OctetString::of).toList());
    }
}
