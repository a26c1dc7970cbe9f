package org.rollcall.identity.sasl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rollcall.ldap.OctetString;

/**
 * One run of a mechanism. It is told of one response at a time, each after the step before is done, and is over with
 * the first step that is no challenge. Steps never fail but as {@link SaslStep.Failure}.
 */
public interface SaslExchange {
    /** The longest response, in octets. */
    int MAX_RESPONSE_OCTETS = 4096;

    /** The first step of a client that sent no initial response: the client speaks first, so it is asked to (RFC 4422 §5). */
    default CompletionStage<SaslStep> start() {
        return CompletableFuture.completedFuture(new SaslStep.Challenge(OctetString.EMPTY));
    }

    /**
     * A response of the client, the initial one or a later one.
     *
     * @param response taken as the exchange's own, and wiped where it holds a password
     */
    CompletionStage<SaslStep> step(byte[] response);
}
