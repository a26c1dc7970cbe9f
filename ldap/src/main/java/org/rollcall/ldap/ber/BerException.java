package org.rollcall.ldap.ber;

/**
 * Octets that are not what was expected there. It carries no stack trace: hostile input is a normal case and must be
 * cheap to refuse.
 */
public final class BerException extends Exception {
    /** How much of the surrounding element can still be trusted. */
    public enum Problem {
        /** Tags or lengths are wrong: where the next element begins is unknown. */
        STRUCTURE,
        /** The element is well formed, but its value is not allowed there. */
        VALUE,
        /** The element is well formed, but more than a limit of this side allows. */
        LIMIT
    }

    private final Problem problem;

    private BerException(Problem problem, String message) {
        super(message, null, false, false);
        this.problem = problem;
    }

    public static BerException structure(String message) {
        return new BerException(Problem.STRUCTURE, message);
    }

    public static BerException value(String message) {
        return new BerException(Problem.VALUE, message);
    }

    public static BerException limit(String message) {
        return new BerException(Problem.LIMIT, message);
    }

    public Problem problem() {
        return problem;
    }

    /** The message, which is never absent. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
