package org.rollcall.identity.sasl;

import java.util.concurrent.CompletionStage;
import org.rollcall.identity.text.Utf8;

/** ANONYMOUS (RFC 4505): the client may say something of itself, in 255 characters. */
final class AnonymousExchange extends SingleResponse {
    private static final int MAX_CHARACTERS = 255;

    @Override
    CompletionStage<SaslStep> judge(byte[] response) {
        return done(Utf8.decode(response)
                .filter(trace -> trace.codePointCount(0, trace.length()) <= MAX_CHARACTERS)
                .filter(trace -> trace.codePoints().noneMatch(Character::isISOControl))
                .<SaslStep>map(SaslStep.Anonymous::new)
                .orElseGet(() -> SaslStep.Failure.malformed(
                        "a trace is UTF-8, of " + MAX_CHARACTERS + " characters at most, without controls")));
    }
}
