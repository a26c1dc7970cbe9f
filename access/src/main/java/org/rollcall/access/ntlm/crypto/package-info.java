/**
 * The computations of NTLM: from a password to its hashes, from those to responses and session keys (MS-NLMP 3.3,
 * 3.4.5), and the signing and sealing of messages (3.4). Who is let in is decided in the package above.
 */
@NullMarked
package org.rollcall.access.ntlm.crypto;

import org.jspecify.annotations.NullMarked;
