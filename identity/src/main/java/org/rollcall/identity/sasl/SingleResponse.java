package org.rollcall.identity.sasl;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A mechanism in which the client says one thing. */
abstract class SingleResponse implements SaslExchange {
    private boolean over;

    @Override
    public final CompletionStage<SaslStep> step(byte[] response) {
        if (over) {
            return done(SaslStep.Failure.malformed("the exchange is over"));
        }
        over = true;
        if (response.length > MAX_RESPONSE_OCTETS) {
            Arrays.fill(response, (byte) 0);
            return done(SaslStep.Failure.malformed("a response of more than " + MAX_RESPONSE_OCTETS + " octets"));
        }
        return judge(response);
    }

    /** @param response not too long */
    abstract CompletionStage<SaslStep> judge(byte[] response);

    static CompletionStage<SaslStep> done(SaslStep step) {
        return CompletableFuture.completedFuture(step);
    }
}
