package org.rollcall.ldap.message;

import java.util.List;

/** How an operation ended (RFC 4511 §4.1.9). */
public record LdapResult(ResultCode code, String matchedDn, String diagnosticMessage, List<String> referrals) {
    public static final LdapResult SUCCESS = of(ResultCode.SUCCESS, "");

    public LdapResult {
        referrals = List.copyOf(referrals);
    }

    public static LdapResult of(ResultCode code, String diagnosticMessage) {
        return new LdapResult(code, "", diagnosticMessage, List.of());
    }

    public boolean isSuccess() {
        return code.equals(ResultCode.SUCCESS);
    }
}
