package org.rollcall.server.control;

import java.util.Optional;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.AccountName;

/**
 * Whose a SID is, as operators hear of it.
 *
 * @param name empty for a SID that this server knows nothing of
 */
public record PrincipalName(Kind kind, Sid sid, Optional<AccountName> name) {

    /** What it is. Its name is part of the protocol. */
    public enum Kind {
        ACCOUNT,
        GROUP,
        /** Of another authority. */
        ELSEWHERE
    }
}
