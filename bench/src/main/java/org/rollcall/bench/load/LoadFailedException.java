package org.rollcall.bench.load;

/** The server gave another answer than the expected one, or none in time: its speed means nothing. */
public final class LoadFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LoadFailedException(String what) {
        super(what);
    }

    public LoadFailedException(String what, Throwable cause) {
        super(what, cause);
    }
}
