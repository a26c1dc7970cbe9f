package org.rollcall.ldap.name;

import java.util.Optional;

/**
 * One entry as an N-client names it: {@code c=-,o=Microsoft,cn=jc@rome.gov,objectClass=rtPerson}.
 *
 * @param name the person or conference, literal, without leading and trailing blanks, never empty
 */
public record NClientDn(Optional<String> c, Optional<String> o, String name, String objectClass)
        implements NClientName {

    /** The entry's name, or nothing when the text is not in this form or names a whole list. */
    public static Optional<NClientDn> parse(String text) {
        return NClientParser.parse(text)
                .flatMap(name -> name instanceof NClientDn entry ? Optional.of(entry) : Optional.empty());
    }

    /** The form that replies have, without blanks. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        c.ifPresent(country -> out.append("c=").append(country).append(','));
        o.ifPresent(organization -> out.append("o=").append(organization).append(','));
        return out.append("cn=")
                .append(name)
                .append(",objectClass=")
                .append(objectClass)
                .toString();
    }
}
