package org.rollcall.locator;

import java.util.List;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;

/** Results as each version knows them: version 2 has the codes of RFC 1777 and no referrals (decision 6). */
public final class ResultCodes {
    private ResultCodes() {}

    /** The code itself, or for version 2 the nearest that RFC 1777 §4.1 has. */
    public static ResultCode forVersion(ProtocolVersion version, ResultCode code) {
        return switch (version) {
            case V3 -> code;
            case V2 -> forVersion2(code);
        };
    }

    /** The result with its code as the version knows it. */
    public static LdapResult forVersion(ProtocolVersion version, LdapResult result) {
        if (version == ProtocolVersion.V3) {
            return result;
        }
        ResultCode code = forVersion2(result.code());
        return code.equals(result.code()) && result.referrals().isEmpty()
                ? result
                : new LdapResult(code, result.matchedDn(), result.diagnosticMessage(), List.of());
    }

    private static ResultCode forVersion2(ResultCode code) {
        int value = code.value();
        boolean known = (value >= 0 && value <= 8)
                || (value >= 16 && value <= 21)
                || (value >= 32 && value <= 36)
                || (value >= 48 && value <= 54)
                || (value >= 64 && value <= 69)
                || value == 80;
        if (known) {
            return code;
        }
        return code.equals(ResultCode.ADMIN_LIMIT_EXCEEDED)
                ? ResultCode.SIZE_LIMIT_EXCEEDED
                : ResultCode.UNWILLING_TO_PERFORM;
    }
}
