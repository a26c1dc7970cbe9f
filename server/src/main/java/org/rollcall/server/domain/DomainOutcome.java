package org.rollcall.server.domain;

import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.ldap.message.ResultCode;

/** What becomes of a request to the domain. */
public enum DomainOutcome {
    GRANTED("granted"),
    /** The domain says no. */
    REFUSED("refused"),
    /** There were too many requests. */
    BUSY("busy"),
    /** Nobody could tell. */
    UNAVAILABLE("unavailable");

    private final String label;

    DomainOutcome(String label) {
        this.label = label;
    }

    static DomainOutcome of(Refused refused) {
        if (refused.code().equals(ResultCode.INVALID_CREDENTIALS)) {
            return REFUSED;
        }
        return refused.code().equals(ResultCode.BUSY) ? BUSY : UNAVAILABLE;
    }

    /** As metrics have it. */
    public String label() {
        return label;
    }
}
