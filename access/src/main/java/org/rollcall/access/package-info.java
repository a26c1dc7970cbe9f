/**
 * What says who may do what, and how Windows clients prove who they are, as values and computations.
 *
 * <p>{@code descriptor} holds security identifiers and descriptors, {@code sddl} their text form, {@code check} what they
 * grant, {@code inheritance} how a new object comes by one (MS-DTYP); {@code ntlm} the messages and keys of NTLM
 * (MS-NLMP). All of them are made of {@code Octets}. Accounts, passwords that are kept, sessions and sockets do not belong here.
 */
@NullMarked
package org.rollcall.access;

import org.jspecify.annotations.NullMarked;
