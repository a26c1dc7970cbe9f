package org.rollcall.ldap.message;

/** What a client may ask. */
public sealed interface Request extends ProtocolOp
        permits BindRequest,
                UnbindRequest,
                SearchRequest,
                ModifyRequest,
                AddRequest,
                DeleteRequest,
                ModifyDnRequest,
                CompareRequest,
                AbandonRequest,
                ExtendedRequest {}
