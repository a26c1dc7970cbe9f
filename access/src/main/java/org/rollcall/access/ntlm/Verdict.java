package org.rollcall.access.ntlm;

/** What a server makes of an AUTHENTICATE once it knows the user. */
public sealed interface Verdict permits Verified, Refused {}
