package org.rollcall.access.ntlm.crypto;

import java.nio.charset.StandardCharsets;
import org.rollcall.access.Octets;

/** The side that a message comes from. */
public enum Side {
    CLIENT("client-to-server"),
    SERVER("server-to-client");

    private final String way;

    Side(String way) {
        this.way = way;
    }

    Side other() {
        return this == CLIENT ? SERVER : CLIENT;
    }

    /** The constants of MS-NLMP 3.4.5.2 and 3.4.5.3, with their final zero. */
    Octets magic(String purpose) {
        String text = "session key to " + way + " " + purpose + " key magic constant\0";
        return Octets.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }
}
