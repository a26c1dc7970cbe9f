/**
 * An Active Directory domain at work: connections to its controllers, the processes of Samba's helper that have winbind
 * judge NTLM, and the threads that wait for both. {@link org.rollcall.server.domain.DomainService} is all that others see of
 * it, beside its figures. Which names are the domain's, and what the answers mean, is in {@code identity.domain}; what a
 * bind makes of it, in {@code logon}.
 */
@NullMarked
package org.rollcall.server.domain;

import org.jspecify.annotations.NullMarked;
