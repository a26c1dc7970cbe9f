package org.rollcall.server.net;

import org.rollcall.server.tls.Tls;

/** When the connections of a port are encrypted. */
public sealed interface Encrypting {
    Encrypting NEVER = new Never();

    record Never() implements Encrypting {}

    /** When the client asks for it (RFC 4511 §4.14). */
    record OnRequest(Tls tls) implements Encrypting {}

    /** Before anything else is said. */
    record FromTheStart(Tls tls) implements Encrypting {}
}
