package org.rollcall.ldap.message;

import java.util.List;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;

/** RFC 4511 §4.5.1. A limit of 0 means none asked for. */
public record SearchRequest(
        OctetString baseObject,
        SearchScope scope,
        DerefAliases derefAliases,
        int sizeLimit,
        int timeLimitSeconds,
        boolean typesOnly,
        Filter filter,
        List<String> attributes)
        implements Request {
    public SearchRequest {
        attributes = List.copyOf(attributes);
    }
}
