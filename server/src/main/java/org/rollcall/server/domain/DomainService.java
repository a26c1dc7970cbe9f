package org.rollcall.server.domain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.ntlm.ServerTarget;
import org.rollcall.identity.domain.AccountCache;
import org.rollcall.identity.domain.DomainJudge;
import org.rollcall.identity.domain.DomainNames;
import org.rollcall.identity.domain.DomainPasswords;
import org.rollcall.identity.logon.PasswordJudge;
import org.rollcall.identity.ntlm.NtlmJudge;
import org.rollcall.server.config.DomainSettings;
import org.rollcall.server.config.MachineName;
import org.rollcall.server.tls.Authorities;
import org.rollcall.server.tls.TlsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The domain whose users may log on, as the settings name it. */
public final class DomainService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DomainService.class);

    private static final Pattern DNS_NAME =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*");
    private static final Pattern NETBIOS_NAME = Pattern.compile("[^\\s\\\\/:*?\"<>|@.]{1,15}");

    private final String dnsName;
    private final String netbiosName;
    private final DomainNames names;
    private final DomainCounters counters;
    private final Reachability controllers;
    private final DomainDesk desk;
    private final Connections connections;
    private final ControllerDomain domain;
    private final Optional<Helpers> helpers;

    /** @param machineName what controllers know this machine by */
    private record Helpers(DomainDesk desk, HelperPool pool, String machineName) {
        void close() {
            desk.close();
            pool.close();
        }
    }

    private DomainService(
            DomainSettings settings,
            DomainNames names,
            SSLSocketFactory sockets,
            BiFunction<Sid, Set<Sid>, Token> tokens,
            LongSupplier nanoTime,
            Logger log) {
        this.dnsName = settings.name();
        this.netbiosName = netbiosName(settings);
        this.names = names;
        Optional<ServiceAccount> service = service(settings);
        List<ControllerAddress> addresses = addresses(settings);
        this.counters = new DomainCounters(nanoTime);
        this.controllers = new Reachability("The controllers of the domain " + dnsName, log);
        this.desk = new DomainDesk(
                "rollcall-domain-", settings.connections(), settings.waiting(), settings.answerTime(), nanoTime);
        this.connections = new Connections(addresses, sockets, settings.answerTime());
        this.domain = new ControllerDomain(
                desk,
                connections,
                new AccountReader(dnsName, netbiosName),
                service,
                new AccountCache(settings.cachedUsers(), settings.cacheTime(), nanoTime),
                tokens,
                controllers,
                counters);
        this.helpers = service.isPresent() && !settings.ntlmHelper().isEmpty()
                ? Optional.of(helpers(settings, nanoTime, log))
                : Optional.empty();
        log.info(
                "Users of the domain {} ({}) are judged by {}; {}",
                dnsName,
                netbiosName,
                addresses,
                helpers.isPresent()
                        ? "NTLM by winbind, through " + settings.ntlmHelper().getFirst()
                        : "not by NTLM, which needs domain.account and domain.ntlmHelper");
    }

    private Helpers helpers(DomainSettings settings, LongSupplier nanoTime, Logger log) {
        String machineName = settings.machineName().isEmpty()
                ? MachineName.netbios(MachineName.host("domain.machineName"))
                : settings.machineName();
        DomainDesk own = new DomainDesk(
                "rollcall-helpers-", settings.ntlmHelpers(), settings.waiting(), settings.ntlmHelperTime(), nanoTime);
        return new Helpers(
                own,
                new HelperPool(
                        own,
                        settings.ntlmHelper(),
                        settings.ntlmHelperTime(),
                        new Reachability("winbind, for NTLM of the domain " + dnsName + ",", log),
                        counters),
                machineName);
    }

    /**
     * Begins nothing but threads: controllers and helpers are asked when the first user comes.
     *
     * @param ownDomains what the server's own accounts have for a domain
     * @param tokens makes of a user's SID and groups what access is checked for
     * @param nanoTime a monotonic clock
     * @return empty where there is no domain
     * @throws IllegalArgumentException where a setting makes no sense, with its key
     */
    public static Optional<DomainService> start(
            DomainSettings settings,
            List<String> ownDomains,
            BiFunction<Sid, Set<Sid>, Token> tokens,
            LongSupplier nanoTime) {
        return start(settings, ownDomains, tokens, nanoTime, LOG);
    }

    /** @param log hears when the domain can't be asked, and when it can again */
    static Optional<DomainService> start(
            DomainSettings settings,
            List<String> ownDomains,
            BiFunction<Sid, Set<Sid>, Token> tokens,
            LongSupplier nanoTime,
            Logger log) {
        if (!settings.enabled()) {
            checkNothingIsMeant(settings);
            return Optional.empty();
        }
        DomainNames names = names(settings);
        for (String own : ownDomains) {
            if (names.all().contains(own)) {
                throw new IllegalArgumentException("domain.name: " + own
                        + " is one of accounts.domains, too: a name can't belong to the server and to the domain");
            }
        }
        return Optional.of(new DomainService(settings, names, sockets(settings.ca()), tokens, nanoTime, log));
    }

    private static void checkNothingIsMeant(DomainSettings settings) {
        if (!settings.controllers().isEmpty() || !settings.account().isEmpty()) {
            throw new IllegalArgumentException("domain.name is missing: without it domain."
                    + (settings.account().isEmpty() ? "controllers" : "account") + " means nothing");
        }
    }

    private static DomainNames names(DomainSettings settings) {
        if (!DNS_NAME.matcher(settings.name()).matches()) {
            throw new IllegalArgumentException("domain.name: '" + settings.name() + "' is no DNS name");
        }
        String netbiosName = netbiosName(settings);
        if (!NETBIOS_NAME.matcher(netbiosName).matches()) {
            throw new IllegalArgumentException(
                    "domain.netbiosName: '" + netbiosName + "' is no NetBIOS name: 1 to 15 characters without a dot"
                            + (settings.netbiosName().isEmpty() ? "; it comes from domain.name and can be set" : ""));
        }
        try {
            return new DomainNames(settings.name(), netbiosName, settings.suffixes());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("domain.suffixes: " + e.getMessage(), e);
        }
    }

    private static String netbiosName(DomainSettings settings) {
        return settings.netbiosName().isEmpty()
                ? settings.name().split("\\.", 2)[0].toUpperCase(Locale.ROOT)
                : settings.netbiosName();
    }

    private static SSLSocketFactory sockets(Path ca) {
        try {
            return Authorities.clients("domain.ca", ca.toString().isEmpty() ? Optional.empty() : Optional.of(ca));
        } catch (TlsException e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }

    private static List<ControllerAddress> addresses(DomainSettings settings) {
        if (settings.controllers().isEmpty()) {
            return List.of(new ControllerAddress(settings.name(), ControllerAddress.LDAPS));
        }
        try {
            return settings.controllers().stream().map(ControllerAddress::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("domain.controllers: " + e.getMessage(), e);
        }
    }

    private static Optional<ServiceAccount> service(DomainSettings settings) {
        if (settings.account().isEmpty()) {
            return Optional.empty();
        }
        if (settings.accountPassword().toString().isEmpty()) {
            throw new IllegalArgumentException(
                    "domain.accountPassword: the file with the password of domain.account is" + " missing");
        }
        try {
            ServiceAccount.firstLine(settings.accountPassword());
        } catch (IOException e) {
            throw new IllegalArgumentException("domain.accountPassword: " + e.getMessage(), e);
        }
        return Optional.of(new ServiceAccount(settings.account(), settings.accountPassword()));
    }

    /** Passwords of the domain's users go to the domain, others to {@code local}. */
    public PasswordJudge passwords(PasswordJudge local) {
        return new DomainPasswords(names, domain, local);
    }

    /** NTLM of the domain's users goes to the domain, where that is possible, others' to {@code local}. */
    public NtlmJudge ntlm(NtlmJudge local) {
        return helpers.isPresent() ? new DomainJudge(names, helpers.get().pool(), domain, local) : local;
    }

    /**
     * What the server says of itself to clients of NTLM (MS-NLMP 3.2.5.1.1): a member of the domain, under the name that
     * it joined by. Controllers refuse responses that were made for another machine (CVE-2015-0005).
     */
    public ServerTarget target(ServerTarget standalone) {
        return helpers.map(its -> ServerTarget.member(its.machineName(), standalone.dnsName(), netbiosName, dnsName))
                .orElse(standalone);
    }

    /** What the domain was asked. */
    public DomainCounters counters() {
        return counters;
    }

    /** Whether the controllers could be asked when somebody tried last. */
    public boolean isReachable() {
        return !controllers.isFailing();
    }

    /** Ends all helpers and connections; whoever waits gets no answer. */
    @Override
    public void close() {
        desk.close();
        connections.close();
        helpers.ifPresent(Helpers::close);
    }
}
