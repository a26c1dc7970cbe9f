/**
 * The server's side of SASL mechanisms (RFC 4422) as state machines: octets in, a step out. PLAIN, SCRAM-SHA-256 with and
 * without channel binding, EXTERNAL, ANONYMOUS. {@link org.rollcall.identity.sasl.SaslMechanisms} begins them. LDAP's
 * messages, and what goes over a connection after a bind, do not belong here.
 */
@NullMarked
package org.rollcall.identity.sasl;

import org.jspecify.annotations.NullMarked;
