/**
 * What says who may do what, and how Windows clients prove who they are, as values and computations.
 *
 * <p>{@code descriptor} and {@code sddl} hold identifiers, access control lists and their check (MS-DTYP), {@code ntlm} the
 * messages and keys of NTLM (MS-NLMP). Accounts, passwords that are kept, sessions and sockets do not belong here.
 */
package org.rollcall.access;
