package org.rollcall.access.ntlm;

/** The logon is over, without success. */
public record Refused(Refusal reason) implements Negotiated, Attempt, Verdict, ClientAnswer {}
