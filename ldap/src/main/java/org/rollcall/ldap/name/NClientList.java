package org.rollcall.ldap.name;

import java.util.Optional;

/** The list of everything in a class, as an N-client's search base: {@code objectClass=rtPerson} (MS-TAIL 3.5.6). */
public record NClientList(Optional<String> c, Optional<String> o, String objectClass) implements NClientName {
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        c.ifPresent(country -> out.append("c=").append(country).append(','));
        o.ifPresent(organization -> out.append("o=").append(organization).append(','));
        return out.append("objectClass=").append(objectClass).toString();
    }
}
