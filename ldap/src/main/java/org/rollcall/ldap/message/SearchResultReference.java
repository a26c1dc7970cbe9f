package org.rollcall.ldap.message;

import java.util.List;

/** RFC 4511 §4.5.2: continuation references. */
public record SearchResultReference(List<String> uris) implements Response {
    public SearchResultReference {
        uris = List.copyOf(uris);
    }
}
