package org.rollcall.identity.ntlm;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rollcall.access.ntlm.crypto.MessageSecurityException;
import org.rollcall.access.ntlm.crypto.SecurityContext;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.ntlm.NegTokenResp.NegState;
import org.rollcall.identity.sasl.SaslExchange;
import org.rollcall.identity.sasl.SaslStep;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.message.ResultCode;

/**
 * GSS-SPNEGO: SPNEGO (RFC 4178) in which NTLM is agreed upon, since it knows nothing else; or NTLM's messages without
 * SPNEGO around them, which some clients send by this name.
 */
final class SpnegoExchange implements SaslExchange {
    /** The longest token, in octets: the ticket of a mechanism that is not known here may come along. */
    private static final int MAX_TOKEN_OCTETS = 0xffff;

    private final Conversation conversation;

    private State state = new AwaitsInit();

    private sealed interface State {}

    private record AwaitsInit() implements State {}

    /** NTLM alone. */
    private record Bare(NtlmExchange ntlm) implements State {}

    private record Negotiating(NegTokenInit init) implements State {}

    private record Over() implements State {}

    SpnegoExchange(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public CompletionStage<SaslStep> step(byte[] response) {
        if (response.length > MAX_TOKEN_OCTETS) {
            state = new Over();
            return done(malformed("a token of more than " + MAX_TOKEN_OCTETS + " octets"));
        }
        try {
            return switch (state) {
                case AwaitsInit _ -> begin(response);
                case Bare(NtlmExchange ntlm) -> ntlm.step(response);
                case Negotiating(NegTokenInit init) -> goOn(init, NegTokenResp.decode(response));
                case Over _ -> done(malformed("the exchange is over"));
            };
        } catch (BerException e) {
            state = new Over();
            return done(malformed("a token of SPNEGO is malformed: " + e.text()));
        }
    }

    private CompletionStage<SaslStep> begin(byte[] response) throws BerException {
        if (Conversation.isNtlm(response)) {
            NtlmExchange ntlm = new NtlmExchange(conversation);
            state = new Bare(ntlm);
            return ntlm.step(response);
        }
        NegTokenInit init = NegTokenInit.decode(response);
        if (!init.offersNtlm()) {
            state = new Over();
            String text = "GSS-SPNEGO leads to NTLM here, which the client does not offer";
            return done(failure(new LogonResult.Refused(ResultCode.AUTH_METHOD_NOT_SUPPORTED, text, text)));
        }
        state = new Negotiating(init);
        if (init.prefersNtlm() && init.mechToken().isPresent()) {
            return conversation
                    .hear(init.mechToken().get().toByteArray())
                    .thenApply(round -> answer(init, true, Optional.empty(), round));
        }
        // What came along is of another mechanism. RFC 4178 §4.2.2: both sides will have to prove that this was agreed
        // on.
        NegState choice = init.prefersNtlm() ? NegState.ACCEPT_INCOMPLETE : NegState.REQUEST_MIC;
        return done(challenge(new NegTokenResp(Optional.of(choice), true, Optional.empty(), Optional.empty())));
    }

    private CompletionStage<SaslStep> goOn(NegTokenInit init, NegTokenResp response) {
        if (response.responseToken().isEmpty()) {
            state = new Over();
            return done(malformed("a token of SPNEGO without one of NTLM in it"));
        }
        OctetString token = response.responseToken().get();
        // Windows 2000 repeats the token in the place of the MIC.
        Optional<OctetString> mic = response.mechListMic().filter(other -> !other.equals(token));
        return conversation.hear(token.toByteArray()).thenApply(round -> answer(init, false, mic, round));
    }

    private static SaslStep answer(NegTokenInit init, boolean first, Optional<OctetString> mic, Round round) {
        return switch (round) {
            case Round.Challenged(OctetString challenge) ->
                challenge(new NegTokenResp(
                        Optional.of(NegState.ACCEPT_INCOMPLETE), first, Optional.of(challenge), Optional.empty()));
            case Round.Done done -> conclude(init, mic, done);
            case Round.Refused(LogonResult.Refused refusal) -> failure(refusal);
        };
    }

    /**
     * RFC 4178 §5: the MIC over the client's list of mechanisms may be missing where its first choice was taken, and is
     * not to be had where nothing is signed. Who sends one gets one.
     */
    private static SaslStep conclude(NegTokenInit init, Optional<OctetString> mic, Round.Done done) {
        Optional<SecurityContext> context = NtlmLayer.context(done.keys());
        if (context.isEmpty()) {
            return NtlmExchange.success(done.logon(), completed(Optional.empty()), Optional.empty());
        }
        if (mic.isEmpty() && !init.prefersNtlm()) {
            return failure(LogonResult.Refused.credentials("the mechListMIC, which was asked for, is missing"));
        }
        Optional<OctetString> ours = Optional.empty();
        if (mic.isPresent()) {
            byte[] mechTypes = init.mechTypes().unsafeArray();
            try {
                context.get().verify(mechTypes, mic.get().unsafeArray());
            } catch (MessageSecurityException e) {
                return failure(LogonResult.Refused.credentials("the client's mechListMIC is wrong: " + e.text()));
            }
            ours = Optional.of(OctetString.wrap(context.get().sign(mechTypes)));
        }
        return NtlmExchange.success(done.logon(), completed(ours), context.map(NtlmLayer::new));
    }

    private static Optional<OctetString> completed(Optional<OctetString> mic) {
        return Optional.of(
                new NegTokenResp(Optional.of(NegState.ACCEPT_COMPLETED), false, Optional.empty(), mic).encode());
    }

    private static SaslStep challenge(NegTokenResp token) {
        return new SaslStep.Challenge(token.encode());
    }

    private static SaslStep malformed(String text) {
        return failure(new LogonResult.Refused(ResultCode.PROTOCOL_ERROR, text, text));
    }

    private static SaslStep failure(LogonResult.Refused refusal) {
        NegTokenResp reject = new NegTokenResp(Optional.of(NegState.REJECT), false, Optional.empty(), Optional.empty());
        return new SaslStep.Failure(refusal.code(), refusal.text(), refusal.reason(), Optional.of(reject.encode()));
    }

    private static CompletionStage<SaslStep> done(SaslStep step) {
        return CompletableFuture.completedFuture(step);
    }
}
