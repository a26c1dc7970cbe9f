package org.rollcall.bench.load;

import org.rollcall.bench.wire.Op;

/** The right answer to a request: the operation that ends it, its result code, and how many entries come before. */
public record Expectation(int op, int resultCode, int entries) {
    public static Expectation success(int op) {
        return new Expectation(op, 0, 0);
    }

    public static Expectation entries(int count) {
        return new Expectation(Op.SEARCH_DONE, 0, count);
    }

    /**
     * Accepts the right answer.
     *
     * @throws LoadFailedException for any other
     */
    public void check(int gotOp, int gotResultCode, int gotEntries) {
        if (gotOp != op || gotResultCode != resultCode || gotEntries != entries) {
            throw new LoadFailedException(String.format(
                    "expected operation %#x with result %d after %d entries, got %#x with result %d after %d",
                    op, resultCode, entries, gotOp, gotResultCode, gotEntries));
        }
    }
}
