package org.rollcall.bench.wire;

/** The tags of the protocol operations (RFC 4511 appendix B) that a measurement meets. */
public final class Op {
    public static final int BIND_REQUEST = 0x60;
    public static final int BIND_RESPONSE = 0x61;
    public static final int UNBIND_REQUEST = 0x42;
    public static final int SEARCH_REQUEST = 0x63;
    public static final int SEARCH_ENTRY = 0x64;
    public static final int SEARCH_DONE = 0x65;
    public static final int MODIFY_REQUEST = 0x66;
    public static final int MODIFY_RESPONSE = 0x67;
    public static final int ADD_REQUEST = 0x68;
    public static final int ADD_RESPONSE = 0x69;
    public static final int DELETE_REQUEST = 0x4a;
    public static final int DELETE_RESPONSE = 0x6b;
    public static final int COMPARE_REQUEST = 0x6e;
    public static final int COMPARE_RESPONSE = 0x6f;
    public static final int EXTENDED_REQUEST = 0x77;
    public static final int EXTENDED_RESPONSE = 0x78;

    private Op() {}

    /** Whether an operation of this tag begins with a result code. */
    public static boolean isResult(int tag) {
        return switch (tag) {
            case BIND_RESPONSE,
                    SEARCH_DONE,
                    MODIFY_RESPONSE,
                    ADD_RESPONSE,
                    DELETE_RESPONSE,
                    0x6d, // modify DN
                    COMPARE_RESPONSE,
                    EXTENDED_RESPONSE -> true;
            default -> false;
        };
    }

    /** The tag of the response that ends a request, or 0 for a request that has none. */
    public static int responseTo(int request) {
        return switch (request) {
            case BIND_REQUEST -> BIND_RESPONSE;
            case SEARCH_REQUEST -> SEARCH_DONE;
            case MODIFY_REQUEST -> MODIFY_RESPONSE;
            case ADD_REQUEST -> ADD_RESPONSE;
            case DELETE_REQUEST -> DELETE_RESPONSE;
            case COMPARE_REQUEST -> COMPARE_RESPONSE;
            case EXTENDED_REQUEST -> EXTENDED_RESPONSE;
            default -> 0;
        };
    }
}
