package org.rollcall.server.domain;

/** What the domain is asked. */
public enum DomainRequest {
    /** Whether a password is the user's. */
    PASSWORD("password"),
    /** Whether a response of NTLM is the user's. */
    NTLM("ntlm"),
    /** Which SID and groups a user has that was proved by NTLM. */
    ACCOUNT("account");

    private final String label;

    DomainRequest(String label) {
        this.label = label;
    }

    /** As metrics have it. */
    public String label() {
        return label;
    }
}
