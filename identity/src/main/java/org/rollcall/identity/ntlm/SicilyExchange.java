package org.rollcall.identity.ntlm;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.identity.sasl.SaslStep;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.BindRequest.Sicily;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SicilyBindResponse;

/**
 * The three steps of Sicily on one connection (MS-ADTS 5.1.1.1.3): which packages there are, NEGOTIATE, AUTHENTICATE. The
 * first may be left out. Clients do not agree on what stands in the name of these binds, so it is nowhere looked at: the
 * package is told by the octets.
 */
public final class SicilyExchange {
    /** The packages, separated by semicolons, the best first. */
    private static final OctetString PACKAGES = OctetString.of("NTLM");

    /** The codes that an answer may have. */
    private static final Set<ResultCode> CODES = Set.of(
            ResultCode.SUCCESS,
            ResultCode.PROTOCOL_ERROR,
            ResultCode.ADMIN_LIMIT_EXCEEDED,
            ResultCode.INAPPROPRIATE_AUTHENTICATION,
            ResultCode.INVALID_CREDENTIALS,
            ResultCode.BUSY,
            ResultCode.UNAVAILABLE,
            ResultCode.UNWILLING_TO_PERFORM,
            ResultCode.OTHER);

    private final Supplier<Conversation> conversations;
    private @Nullable Conversation conversation;

    SicilyExchange(Supplier<Conversation> conversations) {
        this.conversations = conversations;
    }

    /**
     * A step of the client, after the one before was answered. It may begin anew at any time.
     *
     * @return with a challenge where the client goes on, as after the list of packages; never fails
     */
    public CompletionStage<SaslStep> step(Sicily request) {
        Conversation begun = conversation;
        conversation = null;
        return switch (request.step()) {
            case DISCOVERY -> CompletableFuture.completedFuture(new SaslStep.Challenge(PACKAGES));
            case NEGOTIATE -> negotiate(request.credentials().toByteArray());
            case RESPONSE ->
                begun == null
                        ? CompletableFuture.completedFuture(
                                SaslStep.Failure.malformed("a Sicily response without a challenge before it"))
                        : new NtlmExchange(begun).step(request.credentials().toByteArray());
        };
    }

    private CompletionStage<SaslStep> negotiate(byte[] message) {
        if (!Conversation.isNtlm(message)) {
            String text = "Sicily knows NTLM here, and no other package";
            return CompletableFuture.completedFuture(
                    new SaslStep.Failure(ResultCode.INAPPROPRIATE_AUTHENTICATION, text, text, Optional.empty()));
        }
        Conversation begun = conversations.get();
        return new NtlmExchange(begun).step(message).thenApply(step -> {
            if (step instanceof SaslStep.Challenge) {
                conversation = begun;
            }
            return step;
        });
    }

    /** Whether a challenge waits for its response. */
    public boolean isUnderWay() {
        return conversation != null;
    }

    /** A step in the form that its client expects: each but a refusal is a success, the last one without credentials. */
    public static SicilyBindResponse answer(SaslStep step) {
        return switch (step) {
            case SaslStep.Challenge challenge -> new SicilyBindResponse(ResultCode.SUCCESS, challenge.data(), "");
            case SaslStep.Success _, SaslStep.Anonymous _ ->
                new SicilyBindResponse(ResultCode.SUCCESS, OctetString.EMPTY, "");
            case SaslStep.Failure failure ->
                new SicilyBindResponse(
                        CODES.contains(failure.code()) ? failure.code() : ResultCode.OTHER,
                        OctetString.EMPTY,
                        failure.text());
        };
    }
}
