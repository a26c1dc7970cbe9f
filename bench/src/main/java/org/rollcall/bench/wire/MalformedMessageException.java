package org.rollcall.bench.wire;

/** What came is no LDAP message. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedMessageException(String what) {
        super(what);
    }
}
