package org.rollcall.ldap.message;

/** What a server may answer. */
public sealed interface Response extends ProtocolOp
        permits ResultResponse, SearchResultEntry, SearchResultReference, IntermediateResponse {}
