package org.rollcall.identity.logon;

import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.ldap.message.ResultCode;

/** What becomes of a logon. */
public sealed interface LogonResult {
    /**
     * It is who it says.
     *
     * @param name as people read it, with its domain where that is not the server's own
     * @param token for whom access is checked
     * @param warrant what becomes of that later
     */
    record Granted(String name, Token token, Warrant warrant) implements LogonResult {
        public Sid sid() {
            return token.user();
        }
    }

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

        /** There are more than can be judged. */
        public static Refused busy(String reason) {
            return new Refused(ResultCode.BUSY, "too many are logging on; try again later", reason);
        }
    }
}
