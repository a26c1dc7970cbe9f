package org.rollcall.directory.schema;

/** What an attribute type is for (RFC 4512 §4.1.2). */
public enum Usage {
    USER_APPLICATIONS("userApplications"),
    DIRECTORY_OPERATION("directoryOperation"),
    DISTRIBUTED_OPERATION("distributedOperation"),
    DSA_OPERATION("dSAOperation");

    private final String keyword;

    Usage(String keyword) {
        this.keyword = keyword;
    }

    /** The word for it in a definition. */
    public String keyword() {
        return keyword;
    }
}
