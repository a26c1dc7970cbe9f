package org.rollcall.identity.sasl;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.security.auth.x500.X500Principal;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.identity.logon.Logons;
import org.rollcall.identity.sasl.SaslStep.Failure;
import org.rollcall.identity.text.Utf8;
import org.rollcall.ldap.message.ResultCode;

/**
 * EXTERNAL (RFC 4422 appendix A): the certificate that TLS verified says who the client is. No response at all means
 * the same as an empty one (RFC 4513 §5.2.3.1).
 */
final class ExternalExchange extends SingleResponse {
    private final Logons logons;
    private final SubjectMapping mapping;
    private final Optional<X500Principal> subject;

    /** @param subject empty where the client showed no certificate */
    ExternalExchange(Logons logons, SubjectMapping mapping, Optional<X500Principal> subject) {
        this.logons = logons;
        this.mapping = mapping;
        this.subject = subject;
    }

    @Override
    public CompletionStage<SaslStep> start() {
        return step(new byte[0]);
    }

    @Override
    CompletionStage<SaslStep> judge(byte[] response) {
        return done(Utf8.decode(response)
                .map(this::judge)
                .orElseGet(() -> Failure.malformed("an authorization identity that is not UTF-8")));
    }

    private SaslStep judge(String asked) {
        if (subject.isEmpty()) {
            String text = "EXTERNAL needs a certificate of the client, by TLS";
            return new Failure(ResultCode.INAPPROPRIATE_AUTHENTICATION, text, text, Optional.empty());
        }
        Optional<AccountName> proved = mapping.accountOf(subject.get());
        if (proved.isEmpty()) {
            return Failure.of(refused("the certificate of " + subject.get() + " stands for no account"));
        }
        return AuthorizationIdentity.isSame(logons, asked, proved)
                ? SaslStep.of(logons.ofName(proved.get()))
                : Failure.of(refused("another's identity was asked for with the certificate of " + subject.get()));
    }

    private static Refused refused(String reason) {
        return new Refused(ResultCode.INVALID_CREDENTIALS, "the certificate does not stand for that account", reason);
    }
}
