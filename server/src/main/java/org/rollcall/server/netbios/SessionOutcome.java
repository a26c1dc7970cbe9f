package org.rollcall.server.netbios;

import java.util.Locale;

/** How a session request can be answered (RFC 1002 §4.3.3 to §4.3.5). */
public enum SessionOutcome {
    POSITIVE(0),
    RETARGET(0),
    NOT_LISTENING_ON_CALLED_NAME(0x80),
    NOT_LISTENING_FOR_CALLING_NAME(0x81),
    CALLED_NAME_NOT_PRESENT(0x82),
    INSUFFICIENT_RESOURCES(0x83),
    UNSPECIFIED_ERROR(0x8f);

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);

    SessionOutcome(int code) {
        this.code = code;
    }

    /** What stands in a negative answer. */
    int code() {
        return code;
    }

    /** As it stands in the metrics. */
    public String label() {
        return label;
    }
}
