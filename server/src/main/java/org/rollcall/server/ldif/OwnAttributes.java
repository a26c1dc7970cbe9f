package org.rollcall.server.ldif;

import java.util.Optional;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;

/** What an exported entry has beside the attributes of the schema, so that an import restores it. */
final class OwnAttributes {
    /** Whose the entry is; the server's where it is missing. */
    static final String OWNER = "rollcallOwner";

    /** How N-clients named the entry. */
    static final String PREFIX = "rollcallNClientPrefix";

    private static final String NETWORK = "network ";
    private static final String PRINCIPAL = "principal ";

    private OwnAttributes() {}

    static Optional<Attribute> of(Owner owner) {
        return switch (owner) {
            case Owner.Server _ -> Optional.empty();
            case Owner.Network network -> Optional.of(Attribute.of(OWNER, NETWORK + network.network()));
            case Owner.Principal principal -> Optional.of(Attribute.of(OWNER, PRINCIPAL + principal.name()));
        };
    }

    /** The owner that a value names; empty where it names none. */
    static Optional<Owner> owner(OctetString value) {
        String text = value.utf8();
        if (text.startsWith(NETWORK)) {
            return Optional.of(new Owner.Network(text.substring(NETWORK.length())));
        }
        return text.startsWith(PRINCIPAL)
                ? Optional.of(new Owner.Principal(text.substring(PRINCIPAL.length())))
                : Optional.empty();
    }
}
