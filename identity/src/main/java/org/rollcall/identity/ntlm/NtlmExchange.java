package org.rollcall.identity.ntlm;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.sasl.SaslExchange;
import org.rollcall.identity.sasl.SaslStep;
import org.rollcall.identity.sasl.SecurityLayer;
import org.rollcall.ldap.OctetString;

/** NTLM as a mechanism of SASL: its messages and nothing around them. */
final class NtlmExchange implements SaslExchange {
    private final Conversation conversation;

    NtlmExchange(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public CompletionStage<SaslStep> step(byte[] response) {
        return conversation.hear(response).thenApply(NtlmExchange::step);
    }

    private static SaslStep step(Round round) {
        return switch (round) {
            case Round.Challenged(OctetString challenge) -> new SaslStep.Challenge(challenge);
            case Round.Done(Optional<LogonResult.Granted> logon, SessionKeys keys) ->
                success(logon, Optional.empty(), NtlmLayer.of(keys));
            case Round.Refused(LogonResult.Refused refusal) -> SaslStep.Failure.of(refusal);
        };
    }

    /** @param logon empty for a client that is nobody */
    static SaslStep success(
            Optional<LogonResult.Granted> logon, Optional<OctetString> data, Optional<SecurityLayer> layer) {
        return logon.<SaslStep>map(granted -> new SaslStep.Success(granted, data, layer))
                .orElseGet(() -> new SaslStep.Anonymous("", data, layer));
    }
}
