package org.rollcall.server.session;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** What keeps others from reading and changing what goes over a connection. */
public sealed interface Protection {
    /** Nothing. */
    Protection NONE = new ClearText();

    /** Nothing. */
    record ClearText() implements Protection {}

    /**
     * TLS.
     *
     * @param version as RFC 8446 and its forerunners name it, with a {@code v} before the number
     * @param cipherSuite as IANA names it
     * @param endPoint what tells the server's certificate from others, {@code tls-server-end-point} (RFC 5929 §4); empty
     *     for certificates that have no such thing
     * @param client the client's certificate, whose private key it has, and which an authority vouches for that the
     *     operator believes; empty where it showed none
     */
    record Tls(String version, String cipherSuite, Optional<OctetString> endPoint, Optional<X509Certificate> client)
            implements Protection {}
}
