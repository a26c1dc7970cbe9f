package org.rollcall.ldap.message;

import java.util.List;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.5.2. */
public record SearchResultEntry(OctetString objectName, List<Attribute> attributes) implements Response {
    public SearchResultEntry {
        attributes = List.copyOf(attributes);
    }
}
