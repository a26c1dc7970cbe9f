/**
 * Logging on by NTLM: as a mechanism of SASL, inside SPNEGO, and by the Sicily steps that LDAP had before it knew SASL.
 * {@link org.rollcall.identity.ntlm.NtlmLogons} begins them; an {@link org.rollcall.identity.ntlm.NtlmJudge} knows the
 * users. The messages of NTLM and what is computed of them stand in {@code access}; LDAP's do not belong here, but for the
 * form that Sicily gives its answers.
 */
@NullMarked
package org.rollcall.identity.ntlm;

import org.jspecify.annotations.NullMarked;
