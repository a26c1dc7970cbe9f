package org.rollcall.ldap.message;

import org.rollcall.ldap.OctetString;

/**
 * The answer to a Sicily step (MS-ADTS 5.1.1.1.3): a BindResponse of exactly three elements whose second carries the
 * server's credentials where another has matchedDN. A decoder can't tell the two apart: it gives a
 * {@link BindResponse}, and the codec offers a decoding for clients that expect this form.
 */
public record SicilyBindResponse(ResultCode code, OctetString serverCredentials, String errorMessage)
        implements ResultResponse {
    @Override
    public LdapResult result() {
        return LdapResult.of(code, errorMessage);
    }
}
