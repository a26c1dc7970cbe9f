package org.rollcall.identity.sasl;

import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.rollcall.ldap.OctetString;

/**
 * What is known of the connection under an exchange.
 *
 * @param confidential whether a password may be sent over it: TLS, or what the operator counts as good
 * @param endPoint the binding value {@code tls-server-end-point} (RFC 5929 §4), under TLS
 * @param subject of the client's certificate, if it showed one that was verified
 */
public record Channel(boolean confidential, Optional<OctetString> endPoint, Optional<X500Principal> subject) {
    /** Without TLS. */
    public static final Channel PLAIN_TEXT = new Channel(false, Optional.empty(), Optional.empty());
}
