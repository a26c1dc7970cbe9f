package org.rollcall.ldap.ldif;

/**
 * A place where text is not LDIF, or more than the limits allow. It carries no stack trace: bad input is a normal case.
 */
public final class LdifException extends Exception {
    private static final long serialVersionUID = 1;

    private final long line;
    private final String expected;
    private final String found;

    LdifException(long line, String expected, String found) {
        super("line " + line + ": expected " + expected + ", found " + found, null, false, false);
        this.line = line;
        this.expected = expected;
        this.found = found;
    }

    /** The number of the line, from 1 up; of a folded line, of its first part; of the end of the file, one more. */
    public long line() {
        return line;
    }

    /** What ought to stand there, in words. */
    public String expected() {
        return expected;
    }

    /** What stands there instead, shortened and printable. */
    public String found() {
        return found;
    }
}
