package org.rollcall.identity.sasl;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.identity.logon.Logons;
import org.rollcall.identity.logon.PasswordJudge;
import org.rollcall.identity.password.InvalidPasswordException;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.sasl.SaslStep.Failure;
import org.rollcall.identity.text.Utf8;
import org.rollcall.ldap.message.ResultCode;

/** PLAIN (RFC 4616): {@code [authzid] NUL authcid NUL passwd}, where nobody listens. */
final class PlainExchange extends SingleResponse {
    private final Logons logons;
    private final PasswordJudge passwords;
    private final boolean confidential;

    PlainExchange(Logons logons, PasswordJudge passwords, boolean confidential) {
        this.logons = logons;
        this.passwords = passwords;
        this.confidential = confidential;
    }

    /** A password is not asked for where others could read it. */
    @Override
    public CompletionStage<SaslStep> start() {
        return confidential ? super.start() : step(new byte[0]);
    }

    @Override
    CompletionStage<SaslStep> judge(byte[] response) {
        if (!confidential) {
            Arrays.fill(response, (byte) 0);
            String text = "PLAIN needs TLS";
            return done(new Failure(ResultCode.CONFIDENTIALITY_REQUIRED, text, text, Optional.empty()));
        }
        int first = indexOfNul(response, 0);
        int second = first < 0 ? -1 : indexOfNul(response, first + 1);
        try {
            return second < 0 || indexOfNul(response, second + 1) >= 0
                    ? done(Failure.malformed("a PLAIN response has three parts with NUL between them"))
                    : judge(
                            Utf8.decode(Arrays.copyOfRange(response, 0, first)),
                            Utf8.decode(Arrays.copyOfRange(response, first + 1, second)),
                            Arrays.copyOfRange(response, second + 1, response.length));
        } finally {
            Arrays.fill(response, (byte) 0);
        }
    }

    private CompletionStage<SaslStep> judge(Optional<String> authzid, Optional<String> authcid, byte[] password) {
        try {
            if (authzid.isEmpty() || authcid.isEmpty()) {
                return done(Failure.malformed("a name that is not UTF-8"));
            }
            if (authcid.get().isEmpty()) {
                return done(Failure.malformed("the name is empty"));
            }
            if (!AuthorizationIdentity.isSame(logons, authzid.get(), authcid.get())) {
                return done(Failure.of(Refused.credentials("another's identity was asked for")));
            }
            return passwords.logOn(authcid.get(), Password.ofUtf8(password)).thenApply(SaslStep::of);
        } catch (InvalidPasswordException e) {
            return done(Failure.of(Refused.credentials("" + e.getMessage())));
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private static int indexOfNul(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
