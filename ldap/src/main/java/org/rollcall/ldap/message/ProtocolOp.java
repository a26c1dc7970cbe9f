package org.rollcall.ldap.message;

/** One operation or its answer (RFC 4511 §4.1.1): the choice inside a message. */
public sealed interface ProtocolOp permits Request, Response {}
