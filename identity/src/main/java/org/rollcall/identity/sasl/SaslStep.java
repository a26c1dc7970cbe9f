package org.rollcall.identity.sasl;

import java.util.Optional;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/** What a server says to a client's response. */
public sealed interface SaslStep {
    /** Go on: saslBindInProgress, with these credentials, which may be empty. */
    record Challenge(OctetString data) implements SaslStep {}

    /**
     * The client is this account.
     *
     * @param data go with the success; a client of SCRAM checks them
     * @param layer what protects all that follows the answer, both ways, where the mechanism negotiated something
     */
    record Success(LogonResult.Granted logon, Optional<OctetString> data, Optional<SecurityLayer> layer)
            implements SaslStep {
        Success(LogonResult.Granted logon, Optional<OctetString> data) {
            this(logon, data, Optional.empty());
        }
    }

    /**
     * The client wants to be nobody.
     *
     * @param trace what it says of itself, unproved; may be empty
     * @param data go with the success
     * @param layer as in {@link Success}; it keeps nothing from anybody
     */
    record Anonymous(String trace, Optional<OctetString> data, Optional<SecurityLayer> layer) implements SaslStep {
        Anonymous(String trace) {
            this(trace, Optional.empty(), Optional.empty());
        }
    }

    /**
     * The exchange is over.
     *
     * @param text for the client
     * @param reason for the operator's eyes only, without secrets
     * @param data what the mechanism itself says of it
     */
    record Failure(ResultCode code, String text, String reason, Optional<OctetString> data) implements SaslStep {
        public static Failure of(LogonResult.Refused refused) {
            return new Failure(refused.code(), refused.text(), refused.reason(), Optional.empty());
        }

        public static Failure malformed(String text) {
            return new Failure(ResultCode.PROTOCOL_ERROR, text, text, Optional.empty());
        }
    }

    static SaslStep of(LogonResult result) {
        return switch (result) {
            case LogonResult.Granted granted -> new Success(granted, Optional.empty());
            case LogonResult.Refused refused -> Failure.of(refused);
        };
    }
}
