package org.rollcall.server.control;

import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;

/**
 * Who may do what with an entry.
 *
 * @param entry its DN
 * @param belongsTo an account's name or SID, the network of an anonymous client, or the server, for people
 * @param descriptor the self-relative form, as it is kept; empty where there is none
 * @param names of the accounts and groups that it tells of, as far as they are known here
 */
public record DescriptorState(
        String entry, String belongsTo, Optional<OctetString> descriptor, List<PrincipalName> names) {
    public DescriptorState {
        names = List.copyOf(names);
    }
}
