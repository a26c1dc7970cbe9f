package org.rollcall.ldap.message;

import java.util.List;
import org.rollcall.ldap.OctetString;

/** RFC 4511 §4.6. */
public record ModifyRequest(OctetString object, List<Modification> changes) implements Request {
    public ModifyRequest {
        changes = List.copyOf(changes);
    }
}
