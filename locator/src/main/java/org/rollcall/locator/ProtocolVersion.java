package org.rollcall.locator;

import org.rollcall.ldap.TextEncoding;

/** The version of the last bind; 3 before any. */
public enum ProtocolVersion {
    V2(TextEncoding.ISO_8859_1),
    V3(TextEncoding.UTF_8);

    private final TextEncoding text;

    ProtocolVersion(TextEncoding text) {
        this.text = text;
    }

    /** How text stands on the wire. */
    public TextEncoding text() {
        return text;
    }
}
