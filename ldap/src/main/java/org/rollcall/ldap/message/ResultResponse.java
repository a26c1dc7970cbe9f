package org.rollcall.ldap.message;

/** A response that ends an operation with a result (RFC 4511 §4.1.9). */
public sealed interface ResultResponse extends Response
        permits BindResponse,
                SicilyBindResponse,
                SearchResultDone,
                ModifyResponse,
                AddResponse,
                DeleteResponse,
                ModifyDnResponse,
                CompareResponse,
                ExtendedResponse {
    LdapResult result();
}
