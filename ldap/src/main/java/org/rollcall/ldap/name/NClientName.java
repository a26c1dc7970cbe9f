package org.rollcall.ldap.name;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/**
 * A name as N-clients write it (MS-TAIL 3.5.3, 3.5.11, 4.1): root first, without parents, an object class as its last
 * RDN. What stands under {@code c} and {@code o} does not identify anything.
 */
public sealed interface NClientName permits NClientDn, NClientList {
    /** As it was written, where it was written. */
    Optional<String> c();

    /** As it was written, where it was written. */
    Optional<String> o();

    /** As it was written: {@code rtPerson}, {@code RTConference}. */
    String objectClass();

    /** Whether the last RDN is {@code objectClass=…}; looks at few characters and makes nothing. */
    static boolean isNClientForm(String text) {
        return NClientParser.lastRdnIsObjectClass(text);
    }

    /** As {@link #isNClientForm(String)}, for a name still on the wire, in either encoding. */
    static boolean isNClientForm(OctetString text) {
        return NClientParser.lastRdnIsObjectClass(text.unsafeArray());
    }

    /** The name, or nothing when the text is not in this form. */
    static Optional<NClientName> parse(String text) {
        return NClientParser.parse(text);
    }
}
