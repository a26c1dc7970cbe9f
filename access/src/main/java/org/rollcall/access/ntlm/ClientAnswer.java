package org.rollcall.access.ntlm;

/** What a client makes of a CHALLENGE. */
public sealed interface ClientAnswer permits Authentication, Refused {}
