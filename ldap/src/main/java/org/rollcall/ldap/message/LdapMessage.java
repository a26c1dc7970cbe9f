package org.rollcall.ldap.message;

import java.util.List;

/** The envelope of every PDU (RFC 4511 §4.1.1). */
public record LdapMessage(int messageId, ProtocolOp op, List<Control> controls) {
    public LdapMessage {
        controls = List.copyOf(controls);
    }

    public LdapMessage(int messageId, ProtocolOp op) {
        this(messageId, op, List.of());
    }
}
