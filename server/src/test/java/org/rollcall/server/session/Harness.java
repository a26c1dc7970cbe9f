package org.rollcall.server.session;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.ToIntBiFunction;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.AddResponse;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ProtocolOp;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.locator.Caller;
import org.rollcall.locator.Locator;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.locator.Work;
import org.rollcall.server.audit.Deed;
import org.rollcall.server.fakes.AskerOnly;
import org.rollcall.server.fakes.FakeStream;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.FailedLogons;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.limits.WriteRate;
import org.rollcall.server.logon.FakeLogons;
import org.rollcall.server.logon.Login;
import org.rollcall.server.logon.LogonPolicy;

/**
 * A session by itself: everything around it is made up, time included. Searches look at as many candidates as their
 * size limit says; adds are committed by hand.
 */
final class Harness implements Observer {
    static final Client CLIENT = new Client(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711),
            Optional.of(InetAddress.getLoopbackAddress()),
            new Owner.Network("127.0.0.1/32"),
            1,
            false);

    final FakeWire wire = new FakeWire();
    final List<Runnable> passwords = new ArrayList<>();
    final List<Login.Outcome> judged = new ArrayList<>();
    final List<Deed> deeds = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final List<Limit> limited = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    final List<Integer> begun = new ArrayList<>();
    final List<Caller> callers = new ArrayList<>();
    final Map<Integer, FakeStream> streams = new HashMap<>();
    final Map<Integer, CompletableFuture<Work.Answer>> commits = new HashMap<>();
    Function<LdapMessage, Work> service = this::serve;
    ToIntBiFunction<RequestOctets, ByteBuf> routine = (request, out) -> Locator.NO_ROUTINE;
    IntConsumer foreseen = count -> {};
    final List<Integer> learned = new ArrayList<>();
    long now;
    long tick = 1;
    final FakeLogons logons;
    final Session session;

    Harness() {
        this(new SessionLimits(8, 100_000, 1_000, Duration.ZERO), WriteRate.UNLIMITED);
    }

    Harness(LogonPolicy policy) {
        this(new SessionLimits(8, 100_000, 1_000, Duration.ZERO), WriteRate.UNLIMITED, policy, FailedLogons.FORGIVEN);
    }

    Harness(FailedLogons failures) {
        this(new SessionLimits(8, 100_000, 1_000, Duration.ZERO), WriteRate.UNLIMITED, FakeLogons.USUAL, failures);
    }

    Harness(SessionLimits limits, WriteRate writeRate) {
        this(limits, writeRate, FakeLogons.USUAL, FailedLogons.FORGIVEN);
    }

    private Harness(SessionLimits limits, WriteRate writeRate, LogonPolicy policy, FailedLogons failures) {
        logons = new FakeLogons(passwords::add, policy, failures);
        SessionContext context = new SessionContext(
                new Service() {
                    @Override
                    public Work begin(LdapMessage message, Caller caller) {
                        begun.add(message.messageId());
                        callers.add(caller);
                        return service.apply(message);
                    }

                    @Override
                    public int answer(RequestOctets request, Caller caller, ByteBuf out) {
                        return routine.applyAsInt(request, out);
                    }

                    @Override
                    public void foresee(RequestOctets[] requests, int count, Caller caller) {
                        foreseen.accept(count);
                    }

                    @Override
                    public void learn(RequestOctets octets, LdapMessage message, Caller caller) {
                        learned.add(message.messageId());
                    }
                },
                AskerOnly::new,
                limits,
                writeRate,
                logons.authentication,
                new MessageEncoder(),
                this,
                Optional.of(deeds::add),
                () -> now += tick);
        session = new Session(context, CLIENT, wire);
    }

    private Work serve(LdapMessage message) {
        if (message.op() instanceof SearchRequest search) {
            FakeStream stream = new FakeStream(message.messageId(), search.sizeLimit());
            streams.put(message.messageId(), stream);
            return new Work.Streaming(stream);
        }
        if (message.op() instanceof AddRequest) {
            CompletableFuture<Work.Answer> commit = new CompletableFuture<>();
            commits.put(message.messageId(), commit);
            return new Work.Pending(commit);
        }
        return new Work.Done(new Work.Answer(Replies.to(
                message, OperationKind.of(message), LdapResult.of(ResultCode.UNWILLING_TO_PERFORM, "not here"))));
    }

    void send(int id, ProtocolOp op, Control... controls) {
        session.awake(now);
        session.received(new LdapMessage(id, op, List.of(controls)), new RequestOctets(), 100);
    }

    void search(int id, int candidates) {
        send(
                id,
                new SearchRequest(
                        OctetString.of("o=Intranet"),
                        SearchScope.WHOLE_SUBTREE,
                        DerefAliases.NEVER,
                        candidates,
                        0,
                        false,
                        new Filter.Present("objectClass"),
                        List.of()));
    }

    void add(int id) {
        send(id, new AddRequest(OctetString.of("cn=a,o=Intranet"), List.of()));
    }

    void commit(int id) {
        commits.get(id).complete(new Work.Answer(new AddResponse(LdapResult.SUCCESS)));
        wire.runTasks();
    }

    void abandon(int id, int target) {
        send(id, new AbandonRequest(target));
    }

    void cancel(int id, int target) {
        send(id, new ExtendedRequest("1.3.6.1.1.8", Optional.of(OctetString.wrap(new byte[] {
            0x30, 3, 2, 1, (byte) target
        }))));
    }

    void bind(int id, int version, String name, String password) {
        send(id, new BindRequest(version, OctetString.of(name), new BindRequest.Simple(OctetString.of(password))));
    }

    /** Judges the passwords that were sent. */
    void judge() {
        List<Runnable> sent = List.copyOf(passwords);
        passwords.clear();
        sent.forEach(Runnable::run);
        wire.runTasks();
    }

    /** Gives turns until none is asked for. */
    void turns() {
        while (wire.turnRequested) {
            wire.turnRequested = false;
            if (session.turn(1_000_000)) {
                wire.turnRequested = true;
            }
        }
    }

    /** One turn of so many nanoseconds. */
    boolean turn(long budgetNanos) {
        wire.turnRequested = false;
        return session.turn(budgetNanos);
    }

    List<LdapMessage> replies() {
        return wire.replies();
    }

    /** The results among the replies, as {@code id:label}. */
    List<String> results() {
        return replies().stream()
                .filter(reply -> reply.op() instanceof ResultResponse)
                .map(reply -> reply.messageId() + ":"
                        + ((ResultResponse) reply.op()).result().code().label())
                .toList();
    }

    @Override
    public void ended(
            Client client,
            ProtocolVersion version,
            LdapMessage request,
            OperationKind kind,
            ResultCode code,
            long entries,
            long startedNanos,
            long endedNanos) {
        log.add(request.messageId() + " " + kind.label() + " " + code.label() + " " + entries);
    }

    @Override
    public void answered(
            Client client,
            ProtocolVersion version,
            RequestOctets request,
            OperationKind kind,
            long entries,
            long startedNanos,
            long endedNanos) {
        log.add(request.messageId() + " " + kind.label() + " answered " + entries);
    }

    @Override
    public void judged(Client client, Login.Outcome outcome) {
        judged.add(outcome);
    }

    @Override
    public void malformed(Client client, String why) {
        log.add("malformed");
    }

    @Override
    public void limited(Client client, Limit limit) {
        limited.add(limit);
    }

    @Override
    public void failed(Client client, LdapMessage request, Throwable failure) {
        failures.add(failure);
    }

    @Override
    public void stumbled(Client client, RuntimeException failure) {
        log.add("stumbled: " + failure.getMessage());
    }
}
