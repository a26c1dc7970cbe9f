/**
 * Security identifiers, access control entries and lists, and security descriptors as values (MS-DTYP 2.4), with the
 * self-relative binary form in which LDAP carries them.
 *
 * <p>What a descriptor grants is in {@code check}, its text form in {@code sddl}, and how a new object comes by one in
 * {@code inheritance}. Accounts, names of accounts and claims do not belong here.
 */
@NullMarked
package org.rollcall.access.descriptor;

import org.jspecify.annotations.NullMarked;
