/**
 * What a descriptor grants to whom: tokens and the access check (MS-DTYP 2.5.2 and 2.5.3, MS-ADTS 5.1.3.3).
 *
 * <p>Which rights an LDAP operation needs, and how an asker comes by a token, is decided elsewhere. Integrity levels,
 * claims, conditions and central policies are not evaluated.
 */
@NullMarked
package org.rollcall.access.check;

import org.jspecify.annotations.NullMarked;
