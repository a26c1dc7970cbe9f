/**
 * Logging on by NTLM (MS-NLMP) over a connection: a server that challenges and judges, and a client that answers, both
 * without I/O, with clock and randomness from outside.
 *
 * <p>A server's logon goes NEGOTIATE → {@link org.rollcall.access.ntlm.NtlmServer} → {@link
 * org.rollcall.access.ntlm.PendingLogon} → AUTHENTICATE → {@link org.rollcall.access.ntlm.Claim} → verdict. What the
 * verdict needs to know of the user, the hash of the password or the key that a domain controller handed out, is
 * fetched by the caller between the last two. The messages stand in {@code message}, the computations in {@code
 * crypto}. Who the users are, and what carries the messages, does not belong here.
 */
@NullMarked
package org.rollcall.access.ntlm;

import org.jspecify.annotations.NullMarked;
