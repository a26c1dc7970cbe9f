/**
 * Users of an Active Directory domain, whom its controllers judge: which names are theirs, what is asked of others about
 * them, and how the answers are read. {@link org.rollcall.identity.domain.DomainPasswords} and
 * {@link org.rollcall.identity.domain.DomainJudge} send everybody else on to the server's own accounts. Processes,
 * connections and threads do not belong here.
 */
@NullMarked
package org.rollcall.identity.domain;

import org.jspecify.annotations.NullMarked;
