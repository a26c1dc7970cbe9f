package org.rollcall.ldap.ldif;

import java.io.IOException;
import org.rollcall.ldap.OctetString;

/** Where values come from that a file gives by a URL only ({@code attribute:< file:///…}). */
@FunctionalInterface
public interface ExternalValues {
    /** Nothing is read: a file from elsewhere must not choose what of this machine it is filled with. */
    ExternalValues REFUSED = (url, maxBytes) -> {
        throw new IOException("values from other files are not read unless that is allowed");
    };

    /**
     * The octets behind a URL.
     *
     * @param maxBytes the most octets that are of use; more may be refused here, and else is by the reader
     * @throws IOException where they can't be had, with a message that says why
     */
    OctetString read(String url, int maxBytes) throws IOException;
}
