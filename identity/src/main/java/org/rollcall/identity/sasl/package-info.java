/**
 * The server's side of SASL mechanisms (RFC 4422) as state machines: octets in, a step out. PLAIN, SCRAM-SHA-256 with and
 * without channel binding, EXTERNAL, ANONYMOUS. {@link org.rollcall.identity.sasl.SaslMechanisms} begins them. Of
 * what protects a connection after a bind only the {@link org.rollcall.identity.sasl.SecurityLayer} stands here. LDAP's
 * messages, and mechanisms that need more than accounts and passwords, do not belong here.
 */
@NullMarked
package org.rollcall.identity.sasl;

import org.jspecify.annotations.NullMarked;
