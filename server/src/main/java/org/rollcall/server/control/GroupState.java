package org.rollcall.server.control;

import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.AccountName;

/**
 * A group, as operators hear of it.
 *
 * @param members how many are in it directly
 * @param administrators whether its members are the server's administrators
 */
public record GroupState(AccountName name, Sid sid, int members, boolean administrators) {}
