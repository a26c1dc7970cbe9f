package org.rollcall.identity.sasl;

import java.util.Optional;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/** A SCRAM message that ends the exchange. */
final class ScramException extends Exception {
    private static final long serialVersionUID = 1;

    /** What a server may say of it (RFC 5802 §7, server-error-value). */
    enum ServerError {
        INVALID_ENCODING("invalid-encoding"),
        EXTENSIONS_NOT_SUPPORTED("extensions-not-supported"),
        INVALID_PROOF("invalid-proof"),
        CHANNEL_BINDINGS_DONT_MATCH("channel-bindings-dont-match"),
        SERVER_DOES_SUPPORT_CHANNEL_BINDING("server-does-support-channel-binding"),
        CHANNEL_BINDING_NOT_SUPPORTED("channel-binding-not-supported"),
        UNSUPPORTED_CHANNEL_BINDING_TYPE("unsupported-channel-binding-type"),
        INVALID_USERNAME_ENCODING("invalid-username-encoding"),
        OTHER("other-error");

        private final String value;

        ServerError(String value) {
            this.value = value;
        }
    }

    private final ServerError error;

    ScramException(ServerError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    static ScramException malformed(String message) {
        return new ScramException(ServerError.INVALID_ENCODING, message);
    }

    /** With the server's last message. What is wrong with a message may be said; who was not proved may not. */
    SaslStep.Failure toFailure() {
        String reason = "" + getMessage();
        LogonResult.Refused refused = switch (error) {
            case INVALID_ENCODING, EXTENSIONS_NOT_SUPPORTED, INVALID_USERNAME_ENCODING ->
                new LogonResult.Refused(ResultCode.PROTOCOL_ERROR, reason, reason);
            case INVALID_PROOF,
                    CHANNEL_BINDINGS_DONT_MATCH,
                    SERVER_DOES_SUPPORT_CHANNEL_BINDING,
                    CHANNEL_BINDING_NOT_SUPPORTED,
                    UNSUPPORTED_CHANNEL_BINDING_TYPE,
                    OTHER -> LogonResult.Refused.credentials(reason);
        };
        return new SaslStep.Failure(
                refused.code(), refused.text(), refused.reason(), Optional.of(OctetString.of("e=" + error.value)));
    }
}
