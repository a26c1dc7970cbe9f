package org.rollcall.server.netbios;

import java.util.Locale;

/** What a query for a name can come to. */
public enum NameOutcome {
    /** The name is the server's. */
    POSITIVE,
    /** It is not, which the asker is told. */
    NEGATIVE,
    /** The asker is told what names the server has. */
    STATUS,
    /** It is not, and the asker asked everybody. */
    SILENCE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As it stands in the metrics. */
    public String label() {
        return label;
    }
}
