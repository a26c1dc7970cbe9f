/**
 * Security descriptors as text: the Security Descriptor Definition Language (MS-DTYP 2.5.1), both ways.
 *
 * <p>Names of accounts other than SDDL's own abbreviations do not belong here.
 */
@NullMarked
package org.rollcall.access.sddl;

import org.jspecify.annotations.NullMarked;
