package org.rollcall.server.control;

import java.time.Instant;
import java.util.List;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.AccountName;

/**
 * An account, as operators hear of it.
 *
 * @param changed when it was changed last, its groups not counted
 * @param groups those that it is in directly, by name
 */
public record AccountState(
        AccountName name, Sid sid, boolean enabled, Kept password, Instant changed, List<AccountName> groups) {
    public AccountState {
        groups = List.copyOf(groups);
    }

    /** What is kept of its password. The name is part of the protocol. */
    public enum Kept {
        /** It has none. */
        NOTHING,
        /** What simple binds and SCRAM need. */
        HASHES,
        /** That, and what NTLM needs. */
        HASHES_AND_NT_HASH
    }
}
