package org.rollcall.interop.killer;

/** What clients do, by what it does to the directory. */
enum Act {
    /** An N-client's add: the person anew, its former application gone (decision 14). */
    REGISTER,
    /** PTLib's add: person and application in one. */
    REGISTER_WHOLE,
    /** PTLib's modify, which replaces all of both. */
    REPLACE_WHOLE,
    /** {@code smodop} 0: the application made or described anew, and the person's comment with it. */
    ATTACH,
    /** {@code smodop} 1: the application gone, and the person's comment changed with it. */
    DETACH,
    /** {@code smodop} 2, or a modify in normal form: the person's comment, or the conference's description. */
    CHANGE,
    /** A modify of contents and {@code entryTTL} in one. */
    CHANGE_AND_RENEW,
    /** A search with {@code sttl}: person and application. */
    REFRESH,
    /** An add in normal form; with TAPI's marks it replaces the person that is there, and leaves the application. */
    ADD,
    /** The same of an application. */
    ADD_APP,
    /** A modify of {@code entryTTL} alone. */
    RENEW,
    RENEW_APP,
    /** RFC 2589's operation. */
    REFRESH_OPERATION,
    REFRESH_OPERATION_APP,
    /** A person goes with its application. */
    DELETE,
    DELETE_APP;

    /** Renewals are answered before the store hears of them. */
    boolean isOnlyRenewal() {
        return switch (this) {
            case REFRESH, RENEW, RENEW_APP, REFRESH_OPERATION, REFRESH_OPERATION_APP -> true;
            default -> false;
        };
    }
}
