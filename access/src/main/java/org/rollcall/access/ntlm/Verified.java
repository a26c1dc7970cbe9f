package org.rollcall.access.ntlm;

import org.rollcall.access.ntlm.crypto.SessionKeys;

/**
 * The user is who the client says. The names are those of the message: a user's name counts in any case, the domain may
 * be empty, and the workstation is only claimed.
 */
public record Verified(String user, String domain, String workstation, SessionKeys keys) implements Verdict {}
