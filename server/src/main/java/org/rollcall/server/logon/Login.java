package org.rollcall.server.logon;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rollcall.identity.logon.LogonResult;
import org.rollcall.identity.ntlm.SicilyExchange;
import org.rollcall.identity.password.InvalidPasswordException;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.identity.sasl.SaslExchange;
import org.rollcall.identity.sasl.SaslStep;
import org.rollcall.identity.sasl.SecurityLayer;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.BindRequest.Sasl;
import org.rollcall.ldap.message.BindRequest.Sicily;
import org.rollcall.ldap.message.BindRequest.Simple;
import org.rollcall.ldap.message.BindRequest.Unknown;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.SicilyBindResponse;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.locator.ResultCodes;
import org.rollcall.server.config.Settings.AnonymousAccess;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Limit;

/**
 * The binds of one session, one at a time (RFC 4513 §5). What an exchange of SASL has come to is kept between two of
 * them. For one thread; what is judged elsewhere completes elsewhere.
 */
public final class Login {
    private static final SaslStep.Failure NOT_ANONYMOUS = new SaslStep.Failure(
            ResultCode.INAPPROPRIATE_AUTHENTICATION, "this server wants to know who you are", "", Optional.empty());

    private static final String BUSY = "too many logons from your address have failed; try again later";

    private final Authentication authentication;
    private final Client client;
    private String mechanism = "";
    private @Nullable SaslExchange exchange;
    private @Nullable SicilyExchange sicily;

    /**
     * What a bind came to.
     *
     * @param identity whose the session is from then on
     * @param reason why it is not who it says, for the operator's eyes only; empty where there is no more to say than
     *     the response does
     * @param layer what all that follows the response is wrapped in, both ways
     * @param delay how long the response has to wait
     * @param limit that the client has run into
     */
    public record Outcome(
            ResultResponse response,
            Identity identity,
            String reason,
            Optional<SecurityLayer> layer,
            Duration delay,
            Optional<Limit> limit) {
        Outcome(ResultResponse response, Identity identity, String reason) {
            this(response, identity, reason, Optional.empty());
        }

        Outcome(ResultResponse response, Identity identity, String reason, Optional<SecurityLayer> layer) {
            this(response, identity, reason, layer, Duration.ZERO, Optional.empty());
        }

        private Outcome after(Duration pause) {
            return new Outcome(
                    response,
                    identity,
                    reason,
                    layer,
                    pause,
                    pause.isZero() ? Optional.empty() : Optional.of(Limit.LOGON_DELAY));
        }

        private static Outcome busy(ResultResponse response) {
            return new Outcome(
                    response,
                    Identity.ANONYMOUS,
                    "",
                    Optional.empty(),
                    Duration.ZERO,
                    Optional.of(Limit.FAILED_LOGONS));
        }
    }

    public Login(Authentication authentication, Client client) {
        this.authentication = authentication;
        this.client = client;
    }

    /** Forgets what was begun: what was said until now does not count any more. */
    public void reset() {
        mechanism = "";
        exchange = null;
        sicily = null;
    }

    /**
     * Judges a bind.
     *
     * @param nowNanos a reading of a monotonic clock
     * @return never fails; completes at once where nothing needs to be computed
     */
    public CompletionStage<Outcome> bind(BindRequest request, Channel channel, long nowNanos) {
        ProtocolVersion version = request.version() == 2 ? ProtocolVersion.V2 : ProtocolVersion.V3;
        switch (request.authentication()) {
            case Sasl _ -> sicily = null;
            case Sicily _ -> exchange = null;
            case Simple _, Unknown _ -> reset();
        }
        return switch (request.authentication()) {
            case Sicily step -> sicily(step, channel, nowNanos);
            case Simple _, Sasl _, Unknown _
            when request.version() != 2 && request.version() != 3 -> {
                reset();
                yield refused(version, ResultCode.PROTOCOL_ERROR, "versions 2 and 3 are spoken here", "");
            }
            case Simple simple -> simple(request, simple, version, channel, nowNanos);
            case Sasl sasl -> sasl(sasl, version, channel, nowNanos);
            case Unknown unknown ->
                refused(
                        version,
                        ResultCode.AUTH_METHOD_NOT_SUPPORTED,
                        "authentication choice " + unknown.tagNumber() + " not supported",
                        "");
        };
    }

    /** The same outcome by the time of its answer: the account may have changed since it was judged. */
    public Outcome confirmed(Outcome outcome) {
        if (!(outcome.identity() instanceof Identity.Proved proved)) {
            return outcome;
        }
        return authentication
                .current(proved)
                .map(now -> new Outcome(
                        outcome.response(), now, outcome.reason(), outcome.layer(), outcome.delay(), outcome.limit()))
                .orElseGet(() -> revoked(outcome.response()));
    }

    private static Outcome revoked(ResultResponse answer) {
        LogonResult.Refused refused = LogonResult.Refused.credentials("the account has changed meanwhile");
        return new Outcome(
                answer instanceof SicilyBindResponse
                        ? new SicilyBindResponse(refused.code(), OctetString.EMPTY, refused.text())
                        : new BindResponse(LdapResult.of(refused.code(), refused.text())),
                Identity.ANONYMOUS,
                refused.reason());
    }

    private CompletionStage<Outcome> simple(
            BindRequest request, Simple simple, ProtocolVersion version, Channel channel, long nowNanos) {
        if (simple.password().isEmpty()) {
            return withoutPassword(request, version);
        }
        if (!channel.confidential()) {
            String text = "a password is not taken over a connection that others may read: use TLS";
            return refused(version, ResultCode.CONFIDENTIALITY_REQUIRED, text, "");
        }
        if (!authentication.failures().mayTry(client, nowNanos)) {
            return done(busy());
        }
        TextEncoding text = version.text();
        Optional<String> user = authentication.names().user(text.decode(request.name()));
        byte[] octets = simple.password().toByteArray();
        Password password;
        try {
            password = Password.ofUtf8(octets);
        } catch (InvalidPasswordException e) {
            return done(outcome(LogonResult.Refused.credentials("" + e.getMessage()), version)
                    .after(authentication.failures().wrong(client, nowNanos)));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
        // What is no name of an account is judged like one that nobody has, and takes as long.
        return authentication.passwords().logOn(user.orElse(""), password).thenApply(result -> {
            Duration delay = result instanceof LogonResult.Refused refused
                    ? failed(refused.code(), nowNanos)
                    : authentication.failures().right(client, nowNanos);
            return outcome(result, version).after(delay);
        });
    }

    /** RFC 4513 §5.1.1 and §5.1.2, decision 6. */
    private CompletionStage<Outcome> withoutPassword(BindRequest request, ProtocolVersion version) {
        if (version == ProtocolVersion.V3 && !request.name().isEmpty()) {
            return refused(version, ResultCode.UNWILLING_TO_PERFORM, "a name without a password proves nothing", "");
        }
        return servesAnonymous()
                ? done(new Outcome(new BindResponse(LdapResult.SUCCESS), Identity.ANONYMOUS, ""))
                : refused(
                        version,
                        ResultCode.INAPPROPRIATE_AUTHENTICATION,
                        "this server wants to know who you are: bind with a password",
                        "");
    }

    private CompletionStage<Outcome> sasl(Sasl sasl, ProtocolVersion version, Channel channel, long nowNanos) {
        if (version == ProtocolVersion.V2) {
            reset();
            return refused(version, ResultCode.AUTH_METHOD_NOT_SUPPORTED, "version 2 has no SASL", "");
        }
        SaslExchange current = exchange;
        if (current == null || !mechanism.equalsIgnoreCase(sasl.mechanism())) {
            reset();
            if (!authentication.failures().mayTry(client, nowNanos)) {
                return done(busy());
            }
            Optional<SaslExchange> begun = authentication.mechanisms().begin(sasl.mechanism(), channel);
            if (begun.isEmpty()) {
                authentication.failures().broken(client, nowNanos);
                return refused(
                        version,
                        ResultCode.AUTH_METHOD_NOT_SUPPORTED,
                        sasl.mechanism().isEmpty() ? "no mechanism" : "SASL mechanism not supported",
                        "");
            }
            mechanism = sasl.mechanism();
            current = begun.get();
        }
        // Between two steps nothing is kept that the next one does not bring back.
        exchange = null;
        SaslExchange judging = current;
        CompletionStage<SaslStep> step = sasl.credentials().isPresent()
                ? judging.step(sasl.credentials().get().toByteArray())
                : judging.start();
        return step.thenApply(result -> {
            if (result instanceof SaslStep.Challenge) {
                // The session hears of this before the client's next bind can begin.
                exchange = judging;
            }
            return outcome(result, Login::inSasl, nowNanos);
        });
    }

    private CompletionStage<Outcome> sicily(Sicily step, Channel channel, long nowNanos) {
        if (authentication.ntlm().isEmpty()) {
            return done(sicilyOutcome(
                    ResultCode.INAPPROPRIATE_AUTHENTICATION,
                    "this server does not speak NTLM; bind by a password, or anonymously"));
        }
        SicilyExchange current = sicily;
        if (current == null) {
            current = authentication.ntlm().get().sicily(channel);
            sicily = current;
        }
        return switch (step.step()) {
            case DISCOVERY ->
                current.step(step).thenApply(list -> new Outcome(SicilyExchange.answer(list), Identity.ANONYMOUS, ""));
            case NEGOTIATE ->
                authentication.failures().mayTry(client, nowNanos)
                        ? judge(current, step, nowNanos)
                        : done(Outcome.busy(new SicilyBindResponse(ResultCode.BUSY, OctetString.EMPTY, BUSY)));
            // Nothing was taken for it, so nothing may be given back.
            case RESPONSE ->
                current.isUnderWay()
                        ? judge(current, step, nowNanos)
                        : done(sicilyOutcome(ResultCode.PROTOCOL_ERROR, "a response without a challenge before it"));
        };
    }

    private CompletionStage<Outcome> judge(SicilyExchange judging, Sicily step, long nowNanos) {
        return judging.step(step).thenApply(result -> outcome(result, SicilyExchange::answer, nowNanos));
    }

    private static Outcome sicilyOutcome(ResultCode code, String text) {
        return new Outcome(new SicilyBindResponse(code, OctetString.EMPTY, text), Identity.ANONYMOUS, "");
    }

    private Outcome outcome(SaslStep came, Function<SaslStep, ResultResponse> form, long nowNanos) {
        SaslStep step = came instanceof SaslStep.Anonymous && !servesAnonymous() ? NOT_ANONYMOUS : came;
        ResultResponse response = form.apply(step);
        return switch (step) {
            case SaslStep.Challenge _ -> new Outcome(response, Identity.ANONYMOUS, "");
            case SaslStep.Success success ->
                new Outcome(response, authentication.identity(success.logon()), "", success.layer())
                        .after(authentication.failures().right(client, nowNanos));
            case SaslStep.Anonymous anonymous -> {
                authentication.failures().broken(client, nowNanos);
                yield new Outcome(response, Identity.ANONYMOUS, "", anonymous.layer());
            }
            case SaslStep.Failure failure ->
                new Outcome(response, Identity.ANONYMOUS, failure.reason()).after(failed(failure.code(), nowNanos));
        };
    }

    private static ResultResponse inSasl(SaslStep step) {
        return switch (step) {
            case SaslStep.Challenge challenge ->
                new BindResponse(LdapResult.of(ResultCode.SASL_BIND_IN_PROGRESS, ""), Optional.of(challenge.data()));
            case SaslStep.Success success -> new BindResponse(LdapResult.SUCCESS, success.data());
            case SaslStep.Anonymous anonymous -> new BindResponse(LdapResult.SUCCESS, anonymous.data());
            case SaslStep.Failure failure ->
                new BindResponse(LdapResult.of(failure.code(), failure.text()), failure.data());
        };
    }

    private boolean servesAnonymous() {
        return authentication.anonymous(client) != AnonymousAccess.NONE;
    }

    /** How long the answer has to wait for which a logon failed; it was no guess where nobody's credentials were wrong. */
    private Duration failed(ResultCode code, long nowNanos) {
        if (code.equals(ResultCode.INVALID_CREDENTIALS)) {
            return authentication.failures().wrong(client, nowNanos);
        }
        authentication.failures().broken(client, nowNanos);
        return Duration.ZERO;
    }

    private static Outcome busy() {
        return Outcome.busy(new BindResponse(LdapResult.of(ResultCode.BUSY, BUSY)));
    }

    private Outcome outcome(LogonResult result, ProtocolVersion version) {
        return switch (result) {
            case LogonResult.Granted granted ->
                new Outcome(new BindResponse(LdapResult.SUCCESS), authentication.identity(granted), "");
            case LogonResult.Refused refused -> outcome(version, refused.code(), refused.text(), refused.reason());
        };
    }

    private static CompletionStage<Outcome> refused(
            ProtocolVersion version, ResultCode code, String text, String reason) {
        return done(outcome(version, code, text, reason));
    }

    private static Outcome outcome(ProtocolVersion version, ResultCode code, String text, String reason) {
        return new Outcome(
                new BindResponse(ResultCodes.forVersion(version, LdapResult.of(code, text))),
                Identity.ANONYMOUS,
                reason);
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
