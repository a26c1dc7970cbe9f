package org.rollcall.server.session;

import io.netty.buffer.ByteBuf;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.codec.Tags;
import org.rollcall.ldap.control.CancelRequest;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.locator.Caller;
import org.rollcall.locator.Locator;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.locator.ResultCodes;
import org.rollcall.locator.Work;
import org.rollcall.server.config.Settings.AnonymousAccess;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.logon.Identity;
import org.rollcall.server.logon.Login;

/**
 * One LDAP session (RFC 4511 §3.1): who the client is, which of its requests are under way, and in what order they
 * start. Used by one thread, that of its connection.
 *
 * <p>Requests start in the order they came. A request waits, and with it all behind it, while the client leaves too
 * much output unread, and a bind waits until everything before it has its result (RFC 4511 §4.2.1). Abandon, cancel and
 * unbind never wait. A search gets a slice of time when it starts; what is left of it takes turns with the session's
 * other searches, and stands still while nobody reads. What can be answered at once leaves no trace here.
 *
 * <p>It is longer than other classes, so that all that bears on the order of requests can be read in one place.
 */
public final class Session {
    private static final List<String> EXTENDED_OPERATIONS = List.of(Oids.CANCEL, Oids.WHO_AM_I);

    /** Candidates that a search looks at between two glances at the clock and at the client's window. */
    static final int STEP_CANDIDATES = 125;
    /** Candidates after which a search gives way to others. */
    static final int SLICE_CANDIDATES = 1_000;
    /** Working time after which a search gives way to others, well within the half millisecond others may have to wait. */
    static final long SLICE_NANOS = 200_000;
    /** Output of a search between two glances at the clock and at the client's window, in octets. */
    static final int STEP_OCTETS = 16 * 1024;

    private static final LdapResult GOING_DOWN = LdapResult.of(ResultCode.UNAVAILABLE, "the server is going down");
    /** RFC 4511 §4.4.1 has this code where what client and server agreed on has unexpectedly failed. */
    private static final LdapResult REVOKED = LdapResult.of(
            ResultCode.STRONGER_AUTH_REQUIRED, "your account was removed, disabled or given another password");

    private final SessionContext context;
    private final Client client;
    private final Wire wire;
    private final UnderWay underWay = new UnderWay();
    private final Login login;
    private final Accounting accounting;
    private final AnonymousAccess anonymous;
    private final long searchNanos;

    private State state = State.OPEN;
    private ProtocolVersion version = ProtocolVersion.V3;
    private Protection protection = Protection.NONE;
    /** Whether a bind negotiated a security layer, which lasts as long as the connection. */
    private boolean wrapped;

    private Identity identity = Identity.ANONYMOUS;
    private Caller caller;
    private int maxMessageOctets;
    /** What the client is told when nothing is under way any more, once nothing more is taken. */
    private LdapResult farewell = GOING_DOWN;
    /** Gives up a bind whose answer waits, of which there is one at most. */
    private @Nullable Runnable delayed;
    /** The latest reading of the clock: the end of one operation is the start of the next. */
    private long nowNanos;

    private enum State {
        OPEN,
        /** Takes nothing more, finishes what it has. */
        DRAINING,
        OVER
    }

    public Session(SessionContext context, Client client, Wire wire) {
        this.context = context;
        this.client = client;
        this.wire = wire;
        this.login = new Login(context.authentication(), client);
        this.accounting = new Accounting(context.audit(), client);
        this.anonymous = context.authentication().anonymous(client);
        this.caller = caller(identity);
        this.maxMessageOctets = context.limits().anonymousMessageBytes();
        this.searchNanos = context.limits().searchTime().toNanos();
    }

    /** The extended operations that sessions answer themselves, by their OIDs: for the root DSE. */
    public static List<String> extendedOperations(boolean startTls) {
        return startTls
                ? Stream.concat(EXTENDED_OPERATIONS.stream(), Stream.of(Oids.START_TLS))
                        .toList()
                : EXTENDED_OPERATIONS;
    }

    private Caller caller(Identity who) {
        return new Caller(
                context.views().apply(context.authentication().asker(who, client)), version, client.observed());
    }

    private void become(Identity who) {
        if (who.equals(identity) && caller.version() == version) {
            return;
        }
        identity = who;
        caller = caller(who);
        // Those who have said who they are get more.
        maxMessageOctets = who instanceof Identity.Proved
                ? context.limits().messageBytes()
                : context.limits().anonymousMessageBytes();
    }

    /** True where the client has to say who it is before anything is done for it. */
    private boolean mustBind() {
        return anonymous == AnonymousAccess.NONE && identity instanceof Identity.Anonymous;
    }

    private boolean mustNotWrite() {
        return anonymous != AnonymousAccess.REGISTER && identity instanceof Identity.Anonymous;
    }

    /** All that comes from now on comes protected in this way. */
    public void secured(Protection how) {
        protection = how;
    }

    /** How the connection is protected, and by whose certificate at the other end. */
    public Protection protection() {
        return protection;
    }

    /** The largest PDU that may come next, in octets. */
    public int maxMessageOctets() {
        return maxMessageOctets;
    }

    /** False while no message may be handed in: too much is under way, or the session ends. */
    public boolean accepts() {
        return state == State.OPEN && !full();
    }

    /** True while too many requests wait for their results. */
    public boolean full() {
        return underWay.size() >= context.limits().outstandingRequests() || underWay.octets() >= maxMessageOctets;
    }

    /** True while requests have no result yet. */
    boolean busy() {
        return !underWay.isEmpty();
    }

    /** Tells the time at which a batch of messages begins, in nanoseconds of the context's clock. */
    public void awake(long now) {
        nowNanos = now;
    }

    /** The latest reading of the clock. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Tells which messages are about to come; what is in them is kept for the length of the call. */
    public void foresee(RequestOctets[] requests, int count) {
        if (!underWay.isEmpty() || !wire.writable()) {
            return;
        }
        try {
            context.service().foresee(requests, count, caller);
        } catch (RuntimeException e) {
            context.observer().stumbled(client, e);
        }
    }

    /**
     * Answers the next message without having it decoded, if it is of a form that is known and nothing is under way;
     * only while {@link #accepts()}.
     *
     * @return false where it has to be decoded and {@linkplain #received taken} like any other
     */
    public boolean answered(RequestOctets request) {
        int tag = request.operationTag();
        boolean search = tag == Tags.SEARCH_REQUEST;
        if ((!search && tag != Tags.EXTENDED_REQUEST) || !underWay.isEmpty() || !wire.writable() || mustBind()) {
            return false;
        }
        long started = nowNanos;
        ByteBuf out = wire.out();
        int mark = out.writerIndex();
        int entries;
        try {
            entries = context.service().answer(request, caller, out);
        } catch (RuntimeException e) {
            // The ordinary way may do better.
            out.writerIndex(mark);
            context.observer().stumbled(client, e);
            return false;
        }
        if (entries == Locator.NO_ROUTINE) {
            return false;
        }
        nowNanos = context.nanoTime().getAsLong();
        OperationKind kind = search ? OperationKind.SEARCH : OperationKind.EXTENDED;
        context.observer().answered(client, version, request, kind, entries, started, nowNanos);
        return true;
    }

    /**
     * Takes the next message; only while {@link #accepts()}.
     *
     * @param request what it was decoded from, as far as that is at hand
     * @param octets the size of its PDU
     */
    public void received(LdapMessage message, RequestOctets request, int octets) {
        switch (message.op()) {
            case UnbindRequest _ -> {
                ended(message, OperationKind.UNBIND, ResultCode.SUCCESS, 0, nowNanos);
                over();
                wire.hangUp(false);
            }
            case AbandonRequest abandon -> abandon(message, abandon.targetId());
            default -> request(message, request, octets);
        }
    }

    /** Takes note of a PDU that could not be decoded (RFC 4511 §4.1.1); only while {@link #accepts()}. */
    public void malformed(ProtocolException fault) {
        context.observer().malformed(client, fault.text());
        switch (fault.kind()) {
            case NOTICE -> disconnect(fault.resultCode(), fault.text());
            case CLOSE -> {
                over();
                wire.hangUp(true);
            }
            case REPLY -> {
                Optional<LdapMessage> answer = fault.answer();
                if (answer.isEmpty() || underWay.find(fault.messageId()) != null) {
                    disconnect(fault.resultCode(), fault.text());
                } else if (wire.writable()) {
                    write(answer.get());
                } else {
                    waitFor(new Operation(this, answer.get(), OperationKind.EXTENDED, 0, Operation.State.REFUSED));
                }
            }
        }
    }

    /**
     * Goes on with searches and starts requests that waited, until nothing can be done at present or the time is up.
     *
     * @param budgetNanos how long this may take
     * @return true where there is more to do: call again when others had their turn
     */
    public boolean turn(long budgetNanos) {
        long end = nowNanos + budgetNanos;
        while (state != State.OVER && wire.writable()) {
            if (underWay.canStart()) {
                startWaiting(underWay.takeWaiting());
            } else {
                Operation search = underWay.takeSearch();
                if (search == null) {
                    return false;
                }
                goOn(search);
            }
            nowNanos = context.nanoTime().getAsLong();
            if (nowNanos - end >= 0) {
                return hasWork();
            }
        }
        return false;
    }

    /** True where {@link #turn} would find something to do. */
    public boolean hasWork() {
        return state != State.OVER && wire.writable() && (underWay.isAnySearching() || underWay.canStart());
    }

    /** Takes nothing more, finishes what is under way, says goodbye (RFC 4511 §4.4.1) and hangs up. */
    public void drain() {
        if (state == State.OPEN) {
            state = State.DRAINING;
            farewellIfDone();
        }
    }

    /** Tells that accounts or groups have changed: the client gets what is due to it now, or has to go. */
    public void accountsChanged() {
        if (state != State.OVER && identity instanceof Identity.Proved proved) {
            context.authentication().current(proved).ifPresentOrElse(this::become, this::revoke);
        }
    }

    /** Changes under way can't be called back, so that their results are awaited; nothing else goes on. */
    private void revoke() {
        accounting.revoked(identity);
        farewell = REVOKED;
        if (!wire.writable()) {
            disconnect(farewell.code(), farewell.diagnosticMessage());
            return;
        }
        state = State.DRAINING;
        Operation search;
        while ((search = underWay.takeSearch()) != null) {
            stop(search, farewell.code(), farewell.diagnosticMessage());
        }
        underWay.dropWaiting();
        farewellIfDone();
    }

    /** The connection is gone: whatever is under way is abandoned (RFC 4511 §3.1). */
    public void disconnected() {
        over();
    }

    /** Ends the session because of something the client did: with notice where its version has one. */
    public void disconnect(ResultCode code, String message) {
        if (state != State.OVER) {
            over();
            notice(code, message);
            wire.hangUp(true);
        }
    }

    private void request(LdapMessage message, RequestOctets request, int octets) {
        if (underWay.find(message.messageId()) != null) {
            disconnect(ResultCode.PROTOCOL_ERROR, "message id " + message.messageId() + " is in use");
            return;
        }
        OperationKind kind = OperationKind.of(message);
        if (kind == OperationKind.CANCEL) {
            cancel(message, octets);
        } else if (kind == OperationKind.START_TLS) {
            startTls(message, octets);
        } else if (wire.writable() && !underWay.isAnyWaiting() && underWay.mayStart(kind)) {
            start(message, kind, octets);
            if (kind == OperationKind.SEARCH || (kind == OperationKind.EXTENDED && version == ProtocolVersion.V3)) {
                context.service().learn(request, message, caller);
            }
        } else {
            waitFor(new Operation(this, message, kind, octets, Operation.State.WAITING));
        }
    }

    private void waitFor(Operation operation) {
        operation.startedNanos = nowNanos;
        underWay.add(operation);
    }

    private void startWaiting(Operation operation) {
        underWay.retire(operation);
        Work.Answer answer = operation.answer;
        if (operation.state == Operation.State.REFUSED) {
            write(operation.message);
        } else if (operation.state == Operation.State.ANSWERED && answer != null) {
            answer(operation.message, operation.kind, answer, operation.startedNanos);
        } else {
            start(operation.message, operation.kind, operation.octets);
        }
        farewellIfDone();
    }

    private void start(LdapMessage message, OperationKind kind, int octets) {
        switch (kind) {
            case BIND -> bind(message, octets);
            case EXTENDED, WHO_AM_I -> {
                if (version == ProtocolVersion.V2) {
                    answer(message, kind, ResultCode.PROTOCOL_ERROR, "version 2 has no extended operations");
                } else if (kind == OperationKind.WHO_AM_I) {
                    whoAmI(message);
                } else {
                    serve(message, kind, octets);
                }
            }
            default -> serve(message, kind, octets);
        }
    }

    private void bind(LdapMessage message, int octets) {
        if (!(message.op() instanceof BindRequest request)) {
            throw new IllegalArgumentException("not a bind");
        }
        version = request.version() == 2 ? ProtocolVersion.V2 : ProtocolVersion.V3;
        // RFC 4513 §4: whatever comes of it, until then the client is nobody.
        become(Identity.ANONYMOUS);
        if (refusesControls(message, OperationKind.BIND)) {
            return;
        }
        if (wrapped) {
            // MS-ADTS 5.1.1.1.3: there would be no telling which layer the answer is in.
            answer(
                    message,
                    OperationKind.BIND,
                    ResultCode.UNWILLING_TO_PERFORM,
                    "this connection is signed for who bound first: open another");
            return;
        }
        CompletableFuture<Login.Outcome> future =
                login.bind(request, channel(), nowNanos).toCompletableFuture();
        if (future.state() == CompletableFuture.State.SUCCESS
                && future.resultNow().delay().isZero()) {
            bound(message, future.resultNow(), nowNanos);
            return;
        }
        Operation operation = new Operation(this, message, OperationKind.BIND, octets, Operation.State.BINDING);
        operation.startedNanos = nowNanos;
        underWay.add(operation);
        var _ = future.thenApply(outcome -> {
                    operation.outcome = outcome;
                    return new Work.Answer(outcome.response());
                })
                .whenComplete(operation);
    }

    private void bound(LdapMessage message, Login.Outcome judged, long started) {
        Login.Outcome outcome = login.confirmed(judged);
        if (outcome.layer().isPresent() && (wire.octetsWait() || !underWay.isEmpty())) {
            // They are in clear text: whoever sits between could have put them there.
            disconnect(ResultCode.PROTOCOL_ERROR, "nothing may follow a bind that negotiates a security layer");
            return;
        }
        become(outcome.identity());
        outcome.limit().ifPresent(limit -> context.observer().limited(client, limit));
        context.observer().judged(client, outcome);
        accounting.bound(message, outcome, version);
        answer(message, OperationKind.BIND, new Work.Answer(outcome.response()), started);
        if (outcome.layer().isPresent()) {
            wrapped = true;
            wire.wrap(outcome.layer().get());
        }
    }

    private Channel channel() {
        return switch (protection) {
            case Protection.ClearText _ ->
                new Channel(context.authentication().trustsClearText(client), Optional.empty(), Optional.empty());
            case Protection.Tls tls ->
                new Channel(true, tls.endPoint(), tls.client().map(X509Certificate::getSubjectX500Principal));
        };
    }

    /** RFC 4511 §4.14. It waits for nothing, since it may not begin while anything has no result. */
    private void startTls(LdapMessage message, int octets) {
        boolean quiet = underWay.isEmpty() && wire.writable();
        LdapResult result = wrapped
                ? LdapResult.of(ResultCode.OPERATIONS_ERROR, "this connection is signed already")
                : SessionOperations.startTls(message, version, protection, wire.offersTls(), quiet);
        if (!result.code().equals(ResultCode.SUCCESS)) {
            answerOutOfTurn(
                    message, OperationKind.START_TLS, octets, inItsForm(message, OperationKind.START_TLS, result));
        } else if (wire.octetsWait()) {
            // Whoever sits between could have put them there, to have them taken for the client's own later on.
            disconnect(ResultCode.PROTOCOL_ERROR, "nothing may follow a StartTLS request before its answer");
        } else {
            answer(message, OperationKind.START_TLS, ResultCode.SUCCESS, "");
            // RFC 4513 §3.2 and §4: what was proven in clear text, anybody could have proven.
            login.reset();
            become(Identity.ANONYMOUS);
            wire.startTls();
        }
    }

    private void whoAmI(LdapMessage message) {
        if (refusesControls(message, OperationKind.WHO_AM_I) || !(message.op() instanceof ExtendedRequest request)) {
            return;
        }
        answer(message, OperationKind.WHO_AM_I, new Work.Answer(SessionOperations.whoAmI(request, identity)), nowNanos);
    }

    /** The session's own operations know no controls (RFC 4511 §4.1.11). */
    private boolean refusesControls(LdapMessage message, OperationKind kind) {
        if (!SessionOperations.hasCritical(message)) {
            return false;
        }
        answer(message, kind, ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "control not supported here");
        return true;
    }

    private boolean writesTooOften() {
        Optional<Limit> over = context.writeRate().over(client, caller.view().asker(), nowNanos);
        over.ifPresent(limit -> context.observer().limited(client, limit));
        return over.isPresent();
    }

    private void serve(LdapMessage message, OperationKind kind, int octets) {
        if (mustBind() && !SessionOperations.isAboutTheServer(message)) {
            answer(
                    message,
                    kind,
                    ResultCode.STRONGER_AUTH_REQUIRED,
                    "this server wants to know who you are: bind first");
            return;
        }
        if (kind.writes() && mustNotWrite()) {
            answer(
                    message,
                    kind,
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    "only those may write who have said who they are");
            return;
        }
        if (kind.writes() && writesTooOften()) {
            String by = identity instanceof Identity.Proved ? "by this account" : "from this address";
            answer(message, kind, ResultCode.BUSY, "too many changes " + by + "; try again later");
            return;
        }
        Work work;
        try {
            work = context.service().begin(message, caller);
        } catch (RuntimeException | StackOverflowError e) {
            answer(message, kind, failure(message, kind, e), nowNanos);
            return;
        }
        switch (work) {
            case Work.Done done -> answer(message, kind, done.answer(), nowNanos);
            case Work.Streaming streaming -> stream(message, kind, octets, streaming.stream());
            case Work.Pending pending -> commit(message, kind, octets, pending);
        }
    }

    private void stream(LdapMessage message, OperationKind kind, int octets, Work.Stream stream) {
        long started = nowNanos;
        if (slice(stream, message)) {
            ended(message, kind, stream.result(), stream.entries(), started);
            return;
        }
        Operation operation = new Operation(this, message, kind, octets, Operation.State.STREAMING);
        operation.startedNanos = started;
        operation.workedNanos = nowNanos - started;
        operation.stream = stream;
        underWay.add(operation);
        wire.requestTurn();
    }

    private void goOn(Operation operation) {
        Work.Stream stream = operation.stream;
        if (stream == null) {
            throw new IllegalStateException("not a search");
        }
        long before = nowNanos;
        boolean over = slice(stream, operation.message);
        operation.workedNanos += nowNanos - before;
        if (over) {
            over(operation, stream);
            farewellIfDone();
        } else if (searchNanos > 0 && operation.workedNanos > searchNanos) {
            context.observer().limited(client, Limit.SEARCH_TIME);
            stop(operation, ResultCode.TIME_LIMIT_EXCEEDED, "the search takes too long");
            farewellIfDone();
        } else {
            underWay.putBack(operation);
        }
    }

    /** Ends a search that stands in no queue, with what it has found. */
    private void stop(Operation operation, ResultCode code, String text) {
        Work.Stream stream = operation.stream;
        if (stream == null) {
            throw new IllegalStateException("not a search");
        }
        stream.stop(wire.out(), code, text);
        over(operation, stream);
    }

    private void over(Operation operation, Work.Stream stream) {
        underWay.retire(operation);
        ended(operation.message, operation.kind, stream.result(), stream.entries(), operation.startedNanos);
    }

    /** Gives a search a slice of time; true when its result is written. */
    private boolean slice(Work.Stream stream, LdapMessage message) {
        long end = nowNanos + SLICE_NANOS;
        int candidates = SLICE_CANDIDATES;
        try {
            while (!stream.advance(wire.out(), STEP_CANDIDATES, STEP_OCTETS)) {
                candidates -= STEP_CANDIDATES;
                nowNanos = context.nanoTime().getAsLong();
                if (candidates <= 0 || nowNanos - end >= 0 || !wire.writable()) {
                    return false;
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            Work.Answer answer = failure(message, OperationKind.SEARCH, e);
            stream.stop(
                    wire.out(),
                    answer.response().result().code(),
                    answer.response().result().diagnosticMessage());
        }
        return true;
    }

    private void commit(LdapMessage message, OperationKind kind, int octets, Work.Pending pending) {
        CompletableFuture<Work.Answer> future = pending.answer().toCompletableFuture();
        if (future.state() == CompletableFuture.State.SUCCESS) {
            answer(message, kind, future.resultNow(), nowNanos);
            return;
        }
        Operation operation = new Operation(this, message, kind, octets, Operation.State.COMMITTING);
        operation.startedNanos = nowNanos;
        underWay.add(operation);
        var _ = future.whenComplete(operation);
    }

    void handOver(Operation operation) {
        wire.handOver(operation);
    }

    void committed(Operation operation) {
        if (state == State.OVER) {
            return;
        }
        nowNanos = context.nanoTime().getAsLong();
        Login.Outcome outcome = operation.outcome;
        if (outcome != null && !outcome.delay().isZero() && delayed == null) {
            delayed = wire.later(operation, outcome.delay());
            return;
        }
        delayed = null;
        underWay.retire(operation);
        if (outcome != null) {
            bound(operation.message, outcome, operation.startedNanos);
        } else {
            answer(operation.message, operation.kind, result(operation), operation.startedNanos);
        }
        farewellIfDone();
        if (hasWork()) {
            wire.requestTurn();
        }
    }

    private Work.Answer result(Operation operation) {
        Throwable failure = operation.failure;
        Work.Answer answer = operation.answer;
        if (failure == null && answer != null) {
            return answer;
        }
        return failure(
                operation.message,
                operation.kind,
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure == null ? new IllegalStateException("no answer") : failure);
    }

    /** What a client is told when its request came to grief: a refusal that strayed, or a fault of ours. */
    private Work.Answer failure(LdapMessage message, OperationKind kind, Throwable problem) {
        if (problem instanceof DirectoryException refusal) {
            return inItsForm(message, kind, refusal.result());
        }
        context.observer().failed(client, message, problem);
        return inItsForm(message, kind, LdapResult.of(ResultCode.OTHER, "internal error"));
    }

    private Work.Answer inItsForm(LdapMessage message, OperationKind kind, LdapResult result) {
        return new Work.Answer(Replies.to(message, kind, ResultCodes.forVersion(version, result)));
    }

    /** RFC 4511 §4.11: a commit can't be called back, so only searches and what has not begun are abandoned. */
    private void abandon(LdapMessage message, int target) {
        Operation operation = underWay.find(target);
        boolean done = operation != null && !SessionOperations.hasCritical(message) && underWay.stop(operation);
        ended(message, OperationKind.ABANDON, done ? ResultCode.SUCCESS : ResultCode.NO_SUCH_OPERATION, 0, nowNanos);
        if (done) {
            farewellIfDone();
            wakeAfterStop();
        }
    }

    /** RFC 3909 §3. */
    private void cancel(LdapMessage message, int octets) {
        ResultCode code = version == ProtocolVersion.V2
                ? ResultCode.PROTOCOL_ERROR
                : SessionOperations.hasCritical(message) ? ResultCode.UNAVAILABLE_CRITICAL_EXTENSION : cancel(message);
        ResultResponse response = SessionOperations.extended(code, "");
        answerOutOfTurn(message, OperationKind.CANCEL, octets, new Work.Answer(response));
        wakeAfterStop();
    }

    /** Answers at once what need not wait for others, if there is room to write it. */
    private void answerOutOfTurn(LdapMessage message, OperationKind kind, int octets, Work.Answer answer) {
        if (wire.writable()) {
            answer(message, kind, answer, nowNanos);
        } else {
            Operation operation = new Operation(this, message, kind, octets, Operation.State.ANSWERED);
            operation.answer = answer;
            waitFor(operation);
        }
    }

    private ResultCode cancel(LdapMessage message) {
        int target;
        try {
            if (!(message.op() instanceof ExtendedRequest request)
                    || request.value().isEmpty()) {
                return ResultCode.PROTOCOL_ERROR;
            }
            target = CancelRequest.decode(request.value().get()).cancelId();
        } catch (BerException e) {
            return ResultCode.PROTOCOL_ERROR;
        }
        Operation operation = underWay.find(target);
        if (operation == null) {
            return ResultCode.NO_SUCH_OPERATION;
        }
        if (operation.kind == OperationKind.BIND || operation.kind == OperationKind.CANCEL) {
            return ResultCode.CANNOT_CANCEL;
        }
        Work.Stream stream = operation.stream;
        if (!underWay.stop(operation)) {
            return ResultCode.TOO_LATE;
        }
        if (stream == null) {
            answer(operation.message, operation.kind, ResultCode.CANCELED, "");
        } else {
            stop(operation, ResultCode.CANCELED, "");
        }
        return ResultCode.SUCCESS;
    }

    /** A bind may have waited for what was stopped just now. */
    private void wakeAfterStop() {
        if (hasWork()) {
            wire.requestTurn();
        }
    }

    private void answer(LdapMessage message, OperationKind kind, ResultCode code, String text) {
        answer(message, kind, inItsForm(message, kind, LdapResult.of(code, text)), nowNanos);
    }

    private void answer(LdapMessage message, OperationKind kind, Work.Answer answer, long started) {
        write(new LdapMessage(message.messageId(), answer.response(), answer.controls()));
        ended(message, kind, answer.response().result().code(), 0, started);
    }

    private void write(LdapMessage reply) {
        context.encoder().encode(reply, wire.out(), version.text());
    }

    private void ended(LdapMessage message, OperationKind kind, ResultCode code, long entries, long started) {
        nowNanos = context.nanoTime().getAsLong();
        context.observer().ended(client, version, message, kind, code, entries, started, nowNanos);
        accounting.ended(message, kind, code, identity, version);
    }

    /** RFC 4511 §4.4.1; version 2 has nothing unsolicited. */
    private void notice(ResultCode code, String message) {
        if (version == ProtocolVersion.V3) {
            write(new LdapMessage(0, ExtendedResponse.noticeOfDisconnection(code, message), List.of()));
        }
    }

    private void farewellIfDone() {
        if (state == State.DRAINING && underWay.isEmpty()) {
            disconnect(farewell.code(), farewell.diagnosticMessage());
        }
    }

    private void over() {
        state = State.OVER;
        underWay.clear();
        if (delayed != null) {
            delayed.run();
            delayed = null;
        }
    }
}
