package org.rollcall.identity.logon;

import java.util.concurrent.CompletionStage;
import org.rollcall.identity.password.Password;

/** Whoever can tell whether a password is a user's. */
@FunctionalInterface
public interface PasswordJudge {
    /**
     * Judges a name and a password. Unknown users, wrong passwords and accounts that may not log on are refused alike, in
     * words and, as far as that is in our hands, in time.
     *
     * @param name in any form of {@link org.rollcall.identity.account.GivenName}
     * @param password is wiped in the end
     * @return never fails
     */
    CompletionStage<LogonResult> logOn(String name, Password password);
}
