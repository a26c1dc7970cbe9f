package org.rollcall.identity.domain;

import java.util.concurrent.CompletionStage;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.identity.password.Password;
import org.rollcall.ldap.message.ResultCode;

/** The controllers of a domain, whichever of them answers. */
public interface Domain {
    /**
     * Has them judge a password.
     *
     * @param password is wiped in the end
     * @return never fails
     */
    CompletionStage<LogonResult> logOn(DomainUser user, Password password);

    /**
     * Who a user is that was proved by other means.
     *
     * @return never fails
     */
    CompletionStage<LogonResult> find(DomainUser user);

    /**
     * Nobody can tell now.
     *
     * @param reason for the operator's eyes only
     */
    static Refused unavailable(String reason) {
        return new Refused(
                ResultCode.UNAVAILABLE, "the domain of this name can't be asked now; try again later", reason);
    }
}
