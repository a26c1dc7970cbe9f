/**
 * The three messages of NTLM and what stands in them (MS-NLMP 2.2), from untrusted octets and back. What the values
 * prove, and the keys they lead to, is the affair of {@code crypto} and of the package above.
 */
@NullMarked
package org.rollcall.access.ntlm.message;

import org.jspecify.annotations.NullMarked;
