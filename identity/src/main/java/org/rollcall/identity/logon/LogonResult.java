package org.rollcall.identity.logon;

import org.rollcall.access.check.Token;
import org.rollcall.identity.account.Account;
import org.rollcall.ldap.message.ResultCode;

/** What becomes of a logon. */
public sealed interface LogonResult {
    /**
     * It is who it says.
     *
     * @param token for whom access is checked
     * @param warrant what becomes of that later
     */
    record Granted(Account account, Token token, Warrant warrant) implements LogonResult {}

    /**
     * It is not, or nobody can tell now.
     *
     * @param text for the client: the same for unknown names, wrong passwords and disabled accounts
     * @param reason for the operator's eyes only, without secrets
     */
    record Refused(ResultCode code, String text, String reason) implements LogonResult {
        /** Whoever it was, the client hears no more than this. */
        public static Refused credentials(String reason) {
            return new Refused(ResultCode.INVALID_CREDENTIALS, "the name or the password is wrong", reason);
        }
    }
}
