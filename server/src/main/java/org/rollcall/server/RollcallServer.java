package org.rollcall.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Directory;
import org.rollcall.directory.engine.LocalDirectory;
import org.rollcall.directory.store.StoreException;
import org.rollcall.identity.account.AccountName;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.locator.Locator;
import org.rollcall.locator.LocatorSettings;
import org.rollcall.locator.LocatorSettings.AddressPolicy;
import org.rollcall.server.accounts.Accounts;
import org.rollcall.server.audit.Audit;
import org.rollcall.server.audit.AuditLog;
import org.rollcall.server.config.Settings;
import org.rollcall.server.config.TlsSettings;
import org.rollcall.server.control.AccountsHandler;
import org.rollcall.server.control.ControlHandlers;
import org.rollcall.server.control.ControlLimits;
import org.rollcall.server.control.ControlServer;
import org.rollcall.server.control.DescriptorsHandler;
import org.rollcall.server.control.StoreHandler;
import org.rollcall.server.domain.DomainService;
import org.rollcall.server.ldif.DirectoryEntries;
import org.rollcall.server.limits.Admission;
import org.rollcall.server.limits.Clients;
import org.rollcall.server.limits.WriteRate;
import org.rollcall.server.log.AccessLog;
import org.rollcall.server.log.LineForm;
import org.rollcall.server.log.OperationLog;
import org.rollcall.server.logon.Authentication;
import org.rollcall.server.metrics.LoopCounters;
import org.rollcall.server.metrics.MetricsEndpoint;
import org.rollcall.server.metrics.ServerMetrics;
import org.rollcall.server.net.ConnectionLimits;
import org.rollcall.server.net.Encrypting;
import org.rollcall.server.net.ListenException;
import org.rollcall.server.net.Listeners;
import org.rollcall.server.netbios.Netbios;
import org.rollcall.server.netbios.NetbiosPlaces;
import org.rollcall.server.session.SessionContext;
import org.rollcall.server.session.SessionLimits;
import org.rollcall.server.tls.ServedCertificate;
import org.rollcall.server.tls.Tls;
import org.rollcall.server.tls.TlsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: a schema, an engine, a locator, and the ports on which clients reach them. */
public final class RollcallServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RollcallServer.class);

    private final Optional<ControlServer> control;
    private final OpenDirectory open;
    private final Accounts accounts;
    private final Listeners listeners;
    private final Optional<AccessLog> accessLog;
    private final Optional<AuditLog> audit;
    private final @Nullable MetricsEndpoint metrics;
    private final Optional<Tls> tls;
    private final List<InetSocketAddress> addresses;
    private final List<InetSocketAddress> tlsAddresses;
    private final Optional<NetbiosPlaces> netbios;
    private final Optional<DomainService> domain;
    private final Duration grace;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RollcallServer(
            Optional<ControlServer> control,
            OpenDirectory open,
            Accounts accounts,
            Listeners listeners,
            Optional<AccessLog> accessLog,
            Optional<AuditLog> audit,
            @Nullable MetricsEndpoint metrics,
            Optional<Tls> tls,
            List<InetSocketAddress> addresses,
            List<InetSocketAddress> tlsAddresses,
            Optional<NetbiosPlaces> netbios,
            Optional<DomainService> domain,
            Duration grace) {
        this.control = control;
        this.open = open;
        this.accounts = accounts;
        this.listeners = listeners;
        this.accessLog = accessLog;
        this.audit = audit;
        this.metrics = metrics;
        this.tls = tls;
        this.addresses = List.copyOf(addresses);
        this.tlsAddresses = List.copyOf(tlsAddresses);
        this.netbios = netbios;
        this.domain = domain;
        this.grace = grace;
    }

    /**
     * Starts a server; it answers when this returns.
     *
     * @param accessLines takes the lines of operations, if the settings want them; is not closed
     * @param recovering hears how many entries are back from the store so far
     * @throws ListenException where an address can't be listened on
     * @throws ServerStartException where the schema, or something else it was told, can't be used
     */
    public static RollcallServer start(Settings settings, OutputStream accessLines, LongConsumer recovering)
            throws ListenException, ServerStartException {
        List<InetSocketAddress> wanted = addresses(settings, settings.listen().ports());
        List<InetSocketAddress> wantedForTls =
                addresses(settings, settings.tls().ports());
        List<InetSocketAddress> wantedForNetbios =
                addresses(settings, settings.netbios().ports());
        if (wanted.isEmpty() && wantedForTls.isEmpty() && wantedForNetbios.isEmpty()) {
            throw new ServerStartException(
                    "none of listen.ports, tls.ports and netbios.ports names a port to listen on");
        }
        for (List<InetSocketAddress> addresses : List.of(wanted, wantedForTls, wantedForNetbios)) {
            for (InetSocketAddress address : addresses) {
                // Whoever has to choose another port should not have waited for the entries first.
                Listeners.checkFree(address);
            }
        }
        Clients clients = new Clients(settings.ownership(), settings.limits().applyToLoopback());
        Optional<Netbios> netbios = settings.netbios().enabled()
                ? Optional.of(sensible(() -> new Netbios(settings.netbios(), clients, System::nanoTime)))
                : Optional.empty();
        // Everything that must be undone when a later step fails stands in the order of its making.
        List<AutoCloseable> made = new ArrayList<>();
        try {
            Optional<Tls> tls = tls(settings.tls());
            tls.ifPresent(made::add);
            SecureRandom random = new SecureRandom();
            OpenDirectory open = open(settings, random, recovering);
            made.add(open);
            Accounts accounts = accounts(open, settings, random);
            made.add(accounts);
            LocalDirectory directory = open.directory();
            Optional<AccessLog> accessLog = accessLog(settings.log(), accessLines);
            accessLog.ifPresent(made::add);
            Optional<AuditLog> audit = audit(settings.log());
            audit.ifPresent(made::add);
            int loops = settings.eventLoops() > 0
                    ? settings.eventLoops()
                    : Runtime.getRuntime().availableProcessors();
            Settings.Limits limits = settings.limits();
            Admission admission = new Admission(limits.connections(), limits.connectionsPerAddress());
            List<LoopCounters> counters = new ArrayList<>();
            for (int i = 0; i < loops; i++) {
                counters.add(new LoopCounters());
            }
            Locator locator = new Locator(directory, locator(settings), random, System::nanoTime);
            WriteRate writeRate = new WriteRate(
                    limits.writesPerSecondPerAddress(),
                    limits.writeBurstPerAddress(),
                    limits.writesPerSecondPerAccount(),
                    limits.writeBurstPerAccount());
            Optional<DomainService> domain = sensible(() -> DomainService.start(
                    settings.domain(), settings.accounts().domains(), accounts.book()::token, System::nanoTime));
            domain.ifPresent(made::add);
            Authentication authentication = sensible(() -> Authentication.of(accounts, domain, settings, random));
            SessionLimits sessionLimits = new SessionLimits(
                    limits.outstandingRequests(),
                    limits.messageSize().toInt(),
                    limits.messageSizeAnonymous().toInt(),
                    limits.searchTime());
            Listeners listeners = new Listeners(
                    loops,
                    number -> new SessionContext(
                            new LocatorService(locator),
                            directory::view,
                            sessionLimits,
                            writeRate,
                            authentication,
                            new MessageEncoder(),
                            new OperationLog(counters.get(number), accessLog),
                            audit.map(Audit.class::cast),
                            System::nanoTime),
                    new DecoderLimits(
                            Math.max(sessionLimits.messageBytes(), sessionLimits.anonymousMessageBytes()),
                            limits.filterDepth(),
                            limits.messageElements()),
                    new ConnectionLimits(
                            limits.idleTime(),
                            limits.firstMessageTime(),
                            limits.handshakeTime(),
                            limits.outputBuffer().toInt(),
                            limits.outputMemory().bytes()),
                    clients,
                    admission);
            made.add(listeners);
            accounts.book().onChange(listeners::accountsChanged);
            MetricsEndpoint metrics = null;
            if (settings.metrics().enabled()) {
                metrics = metrics(
                        settings.metrics().port(),
                        new ServerMetrics(
                                counters,
                                admission::open,
                                directory::census,
                                directory::expired,
                                open::storeHealth,
                                open::storeCounts,
                                () -> accessLog.map(AccessLog::dropped).orElse(0L),
                                () -> audit.map(AuditLog::lost).orElse(0L),
                                tls,
                                netbios.map(Netbios::counters),
                                domain));
                made.add(metrics);
            }
            new LeaseUpkeep(
                            listeners.eventLoops().getFirst(),
                            directory,
                            settings.lease().savedEvery())
                    .start();
            int backlog = settings.listen().backlog();
            Encrypting onRequest = tls.isPresent() && settings.tls().startTls()
                    ? new Encrypting.OnRequest(tls.get())
                    : Encrypting.NEVER;
            List<InetSocketAddress> bound = new ArrayList<>();
            for (InetSocketAddress address : wanted) {
                bound.add(listeners.listen(address, backlog, onRequest));
            }
            List<InetSocketAddress> boundForTls = new ArrayList<>();
            if (tls.isPresent()) {
                for (InetSocketAddress address : wantedForTls) {
                    boundForTls.add(listeners.listen(address, backlog, new Encrypting.FromTheStart(tls.get())));
                }
                keepCurrent(tls.get(), settings.tls().reloadEvery(), listeners);
            }
            Optional<NetbiosPlaces> boundForNetbios = Optional.empty();
            if (netbios.isPresent()) {
                boundForNetbios = Optional.of(netbios.get()
                        .listen(
                                listeners,
                                wantedForNetbios,
                                backlog,
                                addresses(settings, settings.netbios().nameService())));
            }
            Optional<ControlServer> control = control(settings, open, accounts, audit);
            made.clear();
            return new RollcallServer(
                    control,
                    open,
                    accounts,
                    listeners,
                    accessLog,
                    audit,
                    metrics,
                    tls,
                    bound,
                    boundForTls,
                    boundForNetbios,
                    domain,
                    settings.shutdown().grace());
        } finally {
            Collections.reverse(made);
            for (AutoCloseable thing : made) {
                closeQuietly(thing);
            }
        }
    }

    private static OpenDirectory open(Settings settings, SecureRandom random, LongConsumer recovering)
            throws ServerStartException {
        try {
            return OpenDirectory.open(settings, random, recovering);
        } catch (StoreException e) {
            throw new ServerStartException(
                    e.getMessage() + "; another directory can be chosen by --data, or none by --store memory", e);
        }
    }

    private static Accounts accounts(OpenDirectory open, Settings settings, SecureRandom random)
            throws ServerStartException {
        try {
            return Accounts.open(
                    open.store(), settings.accountKey(), settings.limits().passwordsWaiting(), random);
        } catch (IOException e) {
            throw new ServerStartException("the key of the accounts can't be used: " + e.getMessage(), e);
        }
    }

    /** What is made of settings, each of which was understood, where they make sense. */
    private static <T> T sensible(Supplier<T> made) throws ServerStartException {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<Tls> tls(TlsSettings settings) throws ServerStartException {
        try {
            return Tls.start(settings, InstantSource.system());
        } catch (TlsException e) {
            throw new ServerStartException(e.text(), e);
        }
    }

    private static void keepCurrent(Tls tls, Duration pause, Listeners listeners) {
        var _ = listeners
                .eventLoops()
                .getLast()
                .scheduleWithFixedDelay(tls::reloadSoon, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Optional<AccessLog> accessLog(Settings.Log settings, OutputStream lines) {
        return settings.access()
                ? Optional.of(new AccessLog(
                        lines,
                        switch (settings.format()) {
                            case TEXT -> LineForm.TEXT;
                            case JSON -> LineForm.JSON;
                        },
                        InstantSource.system(),
                        ZoneId.systemDefault()))
                : Optional.empty();
    }

    private static Optional<AuditLog> audit(Settings.Log settings) throws ServerStartException {
        if (settings.auditFile().toString().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AuditLog.start(
                    settings.auditFile(), settings.auditSize().bytes(), settings.auditFiles(), InstantSource.system()));
        } catch (IOException e) {
            throw new ServerStartException("log.auditFile: " + settings.auditFile() + " can't be written: " + e, e);
        }
    }

    private static LocatorSettings locator(Settings settings) {
        return new LocatorSettings(
                switch (settings.people().address()) {
                    case AS_SENT -> AddressPolicy.AS_SENT;
                    case OBSERVED -> AddressPolicy.OBSERVED;
                    case AUTO -> AddressPolicy.AUTO;
                },
                settings.limits().searchSize(),
                // Sessions limit working time, so that a slow reader still gets the whole list.
                Duration.ZERO,
                settings.limits().searchCandidates(),
                settings.limits().pageSize());
    }

    private static MetricsEndpoint metrics(int port, ServerMetrics metrics) throws ServerStartException {
        try {
            return new MetricsEndpoint(port, metrics);
        } catch (IOException e) {
            throw new ServerStartException("cannot listen on the metrics port " + port + ": " + e.getMessage(), e);
        }
    }

    private static List<InetSocketAddress> addresses(Settings settings, List<Integer> ports)
            throws ServerStartException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int port : ports) {
            if (settings.listen().addresses().isEmpty()) {
                addresses.add(new InetSocketAddress(port));
            }
            for (String address : settings.listen().addresses()) {
                try {
                    addresses.add(new InetSocketAddress(InetAddress.getByName(address), port));
                } catch (UnknownHostException e) {
                    throw new ServerStartException("there is no address " + address, e);
                }
            }
        }
        return addresses;
    }

    /** A server does its main work without operators' commands as well. */
    private static Optional<ControlServer> control(
            Settings settings, OpenDirectory open, Accounts accounts, Optional<AuditLog> audit) {
        Optional<Path> socket = settings.controlSocket();
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ControlServer.start(
                    socket.get(),
                    new ControlHandlers(
                            new StoreHandler(open.durable()),
                            new AccountsHandler(
                                    accounts, AccountName.of(settings.accounts().administrators())),
                            new DescriptorsHandler(open.directory(), accounts.book()),
                            new DirectoryEntries(open.directory())),
                    audit.map(Audit.class::cast),
                    ControlLimits.DEFAULT));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Operators' commands can't reach this server, since it has no control socket: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Where clients are waited for in clear text, with the ports that were taken. */
    public List<InetSocketAddress> boundAddresses() {
        return addresses;
    }

    /** Where clients are waited for that encrypt from the start, with the ports that were taken. */
    public List<InetSocketAddress> boundTlsAddresses() {
        return tlsAddresses;
    }

    /** Where clients of NetBIOS are waited for, if they are. */
    public Optional<NetbiosPlaces> netbios() {
        return netbios;
    }

    /** The certificate that clients are shown, if there is encryption. */
    public Optional<ServedCertificate> certificate() {
        return tls.map(Tls::certificate);
    }

    /** Where the figures are, if they are offered. */
    public Optional<InetSocketAddress> metricsAddress() {
        return metrics == null ? Optional.empty() : Optional.of(metrics.address());
    }

    /** The engine, for those who share the process. */
    public Directory directory() {
        return open.directory();
    }

    /** Whose accounts there are, for those who share the process. */
    public Accounts accounts() {
        return accounts;
    }

    /**
     * Ends the server in good order: no new connections, what is under way is finished, version 3 clients are told; all
     * within two seconds, whatever clients do; only the disk may take longer. Called again, it waits for the first call.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitQuietly();
            return;
        }
        try {
            listeners.close(grace);
            tls.ifPresent(Tls::close);
            if (metrics != null) {
                metrics.close();
            }
            accessLog.ifPresent(AccessLog::close);
            control.ifPresent(ControlServer::close);
            audit.ifPresent(AuditLog::close);
            domain.ifPresent(DomainService::close);
            accounts.close();
            open.close();
        } finally {
            closed.countDown();
        }
    }

    private void awaitQuietly() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing after a failed start failed too", e);
        }
    }
}
