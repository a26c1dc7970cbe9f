package org.rollcall.access.ntlm;

import org.rollcall.access.ntlm.crypto.SessionKeys;

/**
 * The client asked to be nobody, and the policy allows it. Its session keys are made from zeros and protect nothing
 * from anybody (MS-NLMP 5.1); they exist because the client may sign with them all the same.
 */
public record Anonymous(SessionKeys keys) implements Attempt {}
