package org.rollcall.ldap.message;

import java.util.List;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.7. */
public record AddRequest(OctetString entry, List<Attribute> attributes) implements Request {
    public AddRequest {
        attributes = List.copyOf(attributes);
    }
}
