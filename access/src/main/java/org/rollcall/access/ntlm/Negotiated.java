package org.rollcall.access.ntlm;

/** What a server makes of a NEGOTIATE. */
public sealed interface Negotiated permits PendingLogon, Refused {}
