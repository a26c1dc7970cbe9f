package org.rollcall.bench.run;

/** Whom a workload measures. */
public enum Peer {
    OPENLDAP("OpenLDAP"),
    ROLLCALL("Rollcall"),
    CANNED("canned replies");

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
