package org.rollcall.directory;

import java.util.List;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;

/** A refusal of the engine: the result a client gets for it. Costs no stack trace, since bad requests are normal. */
public final class DirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient LdapResult result;

    public DirectoryException(LdapResult result) {
        super(result.code() + " " + result.diagnosticMessage(), null, false, false);
        this.result = result;
    }

    public DirectoryException(ResultCode code, String message) {
        this(LdapResult.of(code, message));
    }

    /** For noSuchObject: with the nearest entry above that exists and that the asker may know of. */
    public static DirectoryException noSuchObject(String matchedDn) {
        return new DirectoryException(new LdapResult(ResultCode.NO_SUCH_OBJECT, matchedDn, "no such entry", List.of()));
    }

    public LdapResult result() {
        return result;
    }
}
