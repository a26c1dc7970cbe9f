package org.rollcall.identity.ntlm;

import java.util.Optional;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/** What becomes of one message of a client. */
sealed interface Round {
    /** The client's turn. */
    record Challenged(OctetString challenge) implements Round {}

    /**
     * The client is who it says.
     *
     * @param logon empty for a client that is nobody
     */
    record Done(Optional<LogonResult.Granted> logon, SessionKeys keys) implements Round {}

    record Refused(LogonResult.Refused refusal) implements Round {
        static Refused credentials(String reason) {
            return new Refused(LogonResult.Refused.credentials(reason));
        }

        static Refused malformed(String text) {
            return new Refused(new LogonResult.Refused(ResultCode.PROTOCOL_ERROR, text, text));
        }
    }
}
