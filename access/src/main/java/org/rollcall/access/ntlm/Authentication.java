package org.rollcall.access.ntlm;

import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.SessionKeys;

/** A client's AUTHENTICATE, and the keys that it will share with the server if that accepts it. */
public record Authentication(Octets authenticate, SessionKeys keys) implements ClientAnswer {}
