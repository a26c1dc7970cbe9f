package org.rollcall.bench.canned;

/**
 * How large the canned answers are.
 *
 * @param entries entries before the end of a search
 * @param entryBytes the size of each entry's message
 * @param resultBytes the size of the message that ends any operation but a bind
 */
public record ReplySizes(int entries, int entryBytes, int resultBytes) {
    /** With a four-byte id and nothing but what must be. */
    public static final int SMALLEST_ENTRY = 2 + 6 + 2 + 2 + 2;

    public static final int SMALLEST_RESULT = 2 + 6 + 2 + 3 + 2 + 2;

    public ReplySizes {
        entryBytes = Math.max(entryBytes, SMALLEST_ENTRY);
        resultBytes = Math.max(resultBytes, SMALLEST_RESULT);
    }

    public static final ReplySizes NOTHING = new ReplySizes(0, 0, 0);
}
