package org.rollcall.access.ntlm;

/** What a server makes of an AUTHENTICATE before it knows the user. */
public sealed interface Attempt permits Claim, Anonymous, Refused {}
