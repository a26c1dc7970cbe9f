package org.rollcall.server.net;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.AddResponse;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.locator.Caller;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.locator.Work;
import org.rollcall.server.config.Settings;
import org.rollcall.server.fakes.AskerOnly;
import org.rollcall.server.fakes.FakeStream;
import org.rollcall.server.limits.Admission;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Clients;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.limits.WriteRate;
import org.rollcall.server.logon.FakeLogons;
import org.rollcall.server.netbios.Netbios;
import org.rollcall.server.session.Observer;
import org.rollcall.server.session.OperationKind;
import org.rollcall.server.session.Protection;
import org.rollcall.server.session.SessionContext;
import org.rollcall.server.session.SessionLimits;

/**
 * Real sockets and event loops in front of a made-up directory: a search gives as many entries as its size limit says,
 * adds are committed by hand, and time passes by hand.
 */
final class FakeServer implements AutoCloseable {
    static final int OUTSTANDING = 16;
    static final int CONNECTIONS = 10;
    static final int MESSAGE_OCTETS = 20_000;
    static final int OUTPUT_OCTETS = 64 * 1024;
    /** More than one connection can hold. */
    static final int ALL_OUTPUT_OCTETS = 4 * OUTPUT_OCTETS;

    private static final int BACKLOG = 128;
    static final Duration IDLE = Duration.ofMinutes(15);
    static final Duration FIRST_MESSAGE = Duration.ofSeconds(30);
    static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final ConcurrentHashMap<Integer, CompletableFuture<FakeStream>> streams = new ConcurrentHashMap<>();
    private final List<CompletableFuture<Work.Answer>> commits = new ArrayList<>();
    private final AtomicInteger commitsSeen = new AtomicInteger();
    private final ConcurrentHashMap<Limit, Integer> limited = new ConcurrentHashMap<>();
    private final AtomicInteger malformed = new AtomicInteger();
    private final List<Throwable> failures = new ArrayList<>();
    private final AtomicLong skippedNanos = new AtomicLong();
    private final Admission admission;
    private final Listeners listeners;
    private final InetSocketAddress address;

    FakeServer() {
        this(CONNECTIONS, false);
    }

    FakeServer(int connectionsPerAddress, boolean limitsHoldForLoopback) {
        this(connectionsPerAddress, limitsHoldForLoopback, Encrypting.NEVER);
    }

    FakeServer(Encrypting encrypting) {
        this(CONNECTIONS, false, encrypting);
    }

    FakeServer(int connectionsPerAddress, boolean limitsHoldForLoopback, Encrypting encrypting) {
        this(
                connectionsPerAddress,
                limitsHoldForLoopback,
                (listeners, clients, place) -> listeners.listen(place, BACKLOG, encrypting));
    }

    /** One that is reached by sessions of NetBIOS, under these settings of them. */
    static FakeServer ofNetbios(
            int connectionsPerAddress, boolean limitsHoldForLoopback, Map<String, String> settings) {
        return new FakeServer(
                connectionsPerAddress,
                limitsHoldForLoopback,
                (listeners, clients, place) -> new Netbios(Settings.of(settings).netbios(), clients, System::nanoTime)
                        .listen(listeners, List.of(place), BACKLOG, List.of())
                        .sessions()
                        .getFirst());
    }

    /** How a server begins to listen. */
    @FunctionalInterface
    private interface Opening {
        InetSocketAddress open(Listeners listeners, Clients clients, InetSocketAddress place) throws ListenException;
    }

    private FakeServer(int connectionsPerAddress, boolean limitsHoldForLoopback, Opening opening) {
        admission = new Admission(CONNECTIONS, connectionsPerAddress);
        SessionContext context = new SessionContext(
                this::begin,
                AskerOnly::new,
                new SessionLimits(OUTSTANDING, 1 << 20, MESSAGE_OCTETS, Duration.ZERO),
                WriteRate.UNLIMITED,
                new FakeLogons().authentication,
                new MessageEncoder(),
                new Counting(),
                Optional.empty(),
                () -> System.nanoTime() + skippedNanos.get());
        Clients clients = new Clients(Settings.of(Map.of()).ownership(), limitsHoldForLoopback);
        listeners = new Listeners(
                1,
                number -> context,
                new DecoderLimits(1 << 20, 64, 10_000),
                new ConnectionLimits(IDLE, FIRST_MESSAGE, HANDSHAKE, OUTPUT_OCTETS, ALL_OUTPUT_OCTETS),
                clients,
                admission);
        try {
            address = opening.open(listeners, clients, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (ListenException e) {
            throw new AssertionError(e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    Listeners listeners() {
        return listeners;
    }

    private Work begin(LdapMessage message, Caller caller) {
        return switch (message.op()) {
            case SearchRequest search -> {
                FakeStream stream = new FakeStream(message.messageId(), search.sizeLimit());
                promised(message.messageId()).complete(stream);
                yield new Work.Streaming(stream);
            }
            case AddRequest _ -> {
                CompletableFuture<Work.Answer> commit = new CompletableFuture<>();
                synchronized (commits) {
                    commits.add(commit);
                }
                commitsSeen.incrementAndGet();
                yield new Work.Pending(commit);
            }
            default -> {
                LdapResult result = LdapResult.of(ResultCode.UNWILLING_TO_PERFORM, "");
                ResultResponse response =
                        new ExtendedResponse(result, java.util.Optional.empty(), java.util.Optional.empty());
                yield new Work.Done(new Work.Answer(response));
            }
        };
    }

    private CompletableFuture<FakeStream> promised(int id) {
        return streams.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }

    /** The first search with this message id, when it has begun. */
    FakeStream stream(int id) {
        return promised(id).orTimeout(20, SECONDS).join();
    }

    void awaitCommits(int count) {
        await(() -> commitsSeen.get() >= count);
    }

    int commits() {
        return commitsSeen.get();
    }

    void commitAll() {
        List<CompletableFuture<Work.Answer>> all;
        synchronized (commits) {
            all = List.copyOf(commits);
            commits.clear();
        }
        all.forEach(commit -> commit.complete(new Work.Answer(new AddResponse(LdapResult.SUCCESS))));
    }

    /** Waits until all turns of the loop are over and this search has not moved during one. */
    void awaitStandstill(FakeStream stream) {
        long[] before = {-1};
        await(() -> {
            int now = listeners
                    .onEveryLoop(loop -> {})
                    .thenApply(_ -> stream.looked())
                    .join();
            boolean still = now > 0 && now == before[0];
            before[0] = now;
            return still && pendingOctets() > 0;
        });
    }

    long pendingOctets() {
        AtomicLong pending = new AtomicLong();
        listeners.onEveryLoop(loop -> pending.addAndGet(loop.pendingOctets())).join();
        return pending.get();
    }

    List<Protection> protections() {
        List<Protection> all = new ArrayList<>();
        listeners.onEveryLoop(loop -> all.addAll(loop.protections())).join();
        return all;
    }

    /** Lets time pass, and the loops notice. */
    void pass(Duration time) {
        skippedNanos.addAndGet(time.toNanos());
        listeners.onEveryLoop(Loop::sweep).join();
    }

    /**
     * Lets time pass until no connection is left. Once may not be enough: an output that stood still can move a little
     * when the system makes room for it.
     */
    void passUntilNobodyIsLeft(Duration time) {
        await(() -> {
            pass(time);
            return open() == 0;
        });
    }

    int open() {
        return admission.open();
    }

    void awaitOpen(int count) {
        await(() -> admission.open() == count);
    }

    int limited(Limit limit) {
        return limited.getOrDefault(limit, 0);
    }

    int malformed() {
        return malformed.get();
    }

    void awaitLimited(Limit limit) {
        await(() -> limited(limit) > 0);
    }

    List<Throwable> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    /** The loops do the waiting: each look is a task of theirs. */
    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain");
            }
            listeners.onEveryLoop(loop -> {}).join();
        }
    }

    /** Closes it, with much patience, beside the test; done when it is closed. */
    CompletableFuture<Void> beginClosing() {
        return CompletableFuture.runAsync(
                () -> listeners.close(Duration.ofSeconds(20)),
                task -> Thread.ofVirtual().start(task));
    }

    @Override
    public void close() {
        listeners.close();
    }

    private final class Counting implements Observer {
        @Override
        public void ended(
                Client client,
                ProtocolVersion version,
                LdapMessage request,
                OperationKind kind,
                ResultCode code,
                long entries,
                long startedNanos,
                long endedNanos) {}

        @Override
        public void answered(
                Client client,
                ProtocolVersion version,
                RequestOctets request,
                OperationKind kind,
                long entries,
                long startedNanos,
                long endedNanos) {}

        @Override
        public void malformed(Client client, String why) {
            malformed.incrementAndGet();
        }

        @Override
        public void limited(Client client, Limit limit) {
            limited.merge(limit, 1, Integer::sum);
        }

        @Override
        public void failed(Client client, LdapMessage request, Throwable failure) {
            synchronized (failures) {
                failures.add(failure);
            }
        }

        @Override
        public void stumbled(Client client, RuntimeException failure) {
            synchronized (failures) {
                failures.add(failure);
            }
        }
    }
}
