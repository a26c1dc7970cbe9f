package org.rollcall.directory.schema;

import org.rollcall.ldap.message.ResultCode;

/** Why an entry or a value does not fit the schema: the result code for the client, and a message naming the attribute. */
public final class SchemaViolation extends Exception {
    private static final long serialVersionUID = 1L;

    private final int resultCode;

    public SchemaViolation(ResultCode resultCode, String message) {
        super(message, null, false, false);
        this.resultCode = resultCode.value();
    }

    public ResultCode resultCode() {
        return new ResultCode(resultCode);
    }

    /** The diagnostic message; never null. */
    public String diagnostic() {
        return String.valueOf(getMessage());
    }
}
