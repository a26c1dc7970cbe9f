package org.rollcall.ldap.codec;

import java.util.Optional;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;

/**
 * A PDU that can't be understood, and how RFC 4511 §4.1.1 wants it answered. It carries no stack trace: hostile input
 * is a normal case and must be cheap to refuse.
 */
public final class ProtocolException extends Exception {
    /** What becomes of the session. */
    public enum Kind {
        /** The envelope is sound, its operation is not: answer it with the response of its type and go on. */
        REPLY,
        /** Send the notice of disconnection (in version 2: nothing), then close. */
        NOTICE,
        /** Close without a word: whoever sent this does not wait for one. */
        CLOSE
    }

    private final Kind kind;
    private final int messageId;
    private final int operationTag;
    private final ResultCode resultCode;

    ProtocolException(Kind kind, int messageId, int operationTag, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.messageId = messageId;
        this.operationTag = operationTag;
        this.resultCode = ResultCode.PROTOCOL_ERROR;
    }

    static ProtocolException notice(String message) {
        return new ProtocolException(Kind.NOTICE, 0, 0, message);
    }

    public Kind kind() {
        return kind;
    }

    public ResultCode resultCode() {
        return resultCode;
    }

    /** The message id, or 0 where it is not known. */
    public int messageId() {
        return messageId;
    }

    /** The identifier octet of the operation, or 0 where it is not known. */
    public int operationTag() {
        return operationTag;
    }

    /** What is wrong, in words fit for a diagnosticMessage. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** The PDU to send: of the request's own response type, or the notice of disconnection; none for {@code CLOSE}. */
    public Optional<LdapMessage> answer() {
        LdapResult result = LdapResult.of(resultCode, text());
        return switch (kind) {
            case REPLY -> Tags.responseTo(operationTag, result).map(response -> new LdapMessage(messageId, response));
            case NOTICE ->
                Optional.of(new LdapMessage(
                        0, ExtendedResponse.noticeOfDisconnection(result.code(), result.diagnosticMessage())));
            case CLOSE -> Optional.empty();
        };
    }
}
