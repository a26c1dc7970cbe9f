package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.server.config.SettingDefinition;
import org.rollcall.server.config.SettingsCatalog;
import org.rollcall.server.fakes.Requests;

/**
 * Each setting reaches what it sets: clients see that a server which was told it is another than one which was not. How
 * well each limit is kept, its own tests show.
 */
@Timeout(300)
class SettingsWiringTest {
    /** Settings that clients can't see, or not from this machine, and where else they are shown. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("listen.addresses", "all tests of servers: RollcallServerTest"),
            Map.entry("listen.ports", "all tests of servers: RollcallServerTest"),
            Map.entry("listen.fallbackPort", "the command's: StartupTest"),
            Map.entry("listen.backlog", "nowhere: the system rounds it as it likes, and accepts at once"),
            Map.entry("schema.files", "RollcallServerTest"),
            Map.entry("store", "ServerControlTest"),
            Map.entry("data", "ServerControlTest"),
            Map.entry("durability", "needs a loss of power: tests of the store"),
            Map.entry("lease.savedEvery", "needs a crash: LeaseUpkeepTest"),
            Map.entry("ownership.ipv6Prefix", "needs two IPv6 addresses, loopback has one: ClientsTest"),
            Map.entry("anonymous.access", "LogonServerTest"),
            Map.entry("anonymous.networks", "LogonServerTest"),
            Map.entry("accounts.domains", "LogonServerTest"),
            Map.entry("accounts.bindNames", "LogonServerTest"),
            Map.entry("accounts.administrators", "LogonServerTest"),
            Map.entry("accounts.clearTextPasswords", "LogonServerTest"),
            Map.entry("accounts.keyFile", "LogonServerTest"),
            Map.entry("ntlm.enabled", "NtlmServerTest"),
            Map.entry("ntlm.signingRequired", "NtlmServerTest"),
            Map.entry("ntlm.oldResponses", "NtlmServerTest"),
            Map.entry("ntlm.anonymous", "NtlmServerTest"),
            Map.entry("ntlm.channelBindingsRequired", "NtlmServerTest"),
            Map.entry("ntlm.maxSkew", "NtlmServerTest"),
            Map.entry("domain.name", "DomainServerTest"),
            Map.entry("domain.netbiosName", "DomainServiceTest"),
            Map.entry("domain.suffixes", "DomainServiceTest"),
            Map.entry("domain.controllers", "DomainServerTest"),
            Map.entry("domain.ca", "DomainServiceTest"),
            Map.entry("domain.account", "DomainServiceTest"),
            Map.entry("domain.accountPassword", "DomainServiceTest"),
            Map.entry("domain.connections", "DomainServiceTest"),
            Map.entry("domain.waiting", "DomainServiceTest"),
            Map.entry("domain.answerTime", "DomainServiceTest"),
            Map.entry("domain.cacheTime", "DomainServiceTest"),
            Map.entry("domain.cachedUsers", "DomainServiceTest"),
            Map.entry("domain.ntlmHelper", "DomainServerTest"),
            Map.entry("domain.ntlmHelpers", "HelperPoolTest"),
            Map.entry("domain.ntlmHelperTime", "DomainServerTest"),
            Map.entry("domain.machineName", "DomainServerTest"),
            Map.entry("limits.entriesPerAccount", "AccountLimitsTest"),
            Map.entry("limits.writesPerSecondPerAccount", "AccountLimitsTest"),
            Map.entry("limits.writeBurstPerAccount", "AccountLimitsTest"),
            Map.entry("limits.passwordsWaiting", "LogonServerTest"),
            Map.entry("limits.failedLogonsPerAddress", "LogonServerTest"),
            Map.entry("limits.failedLogonTime", "LogonServerTest"),
            Map.entry("limits.failedLogonDelay", "AccountLimitsTest"),
            Map.entry("limits.failedLogonDelayMost", "AccountLimitsTest"),
            Map.entry("log.auditFile", "LogonServerTest"),
            Map.entry("log.auditSize", "LogonServerTest"),
            Map.entry("log.auditFiles", "LogonServerTest"),
            Map.entry("tls.ports", "TlsServerTest"),
            Map.entry("tls.startTls", "TlsServerTest"),
            Map.entry("tls.certificate", "TlsServerTest"),
            Map.entry("tls.key", "TlsServerTest"),
            Map.entry("tls.keyPassword", "TlsServerTest"),
            Map.entry("tls.minimum", "TlsServerTest"),
            Map.entry("tls.clientCertificates", "TlsServerTest"),
            Map.entry("tls.clientCa", "TlsServerTest"),
            Map.entry("tls.reloadEvery", "TlsServerTest"),
            Map.entry("netbios.ports", "NetbiosServerTest"),
            Map.entry("netbios.nameService", "NetbiosServerTest"),
            Map.entry("netbios.name", "NetbiosServerTest"),
            Map.entry("netbios.scope", "NetbiosServerTest"),
            Map.entry("netbios.retargetAddress", "NetbiosServerTest"),
            Map.entry("netbios.retargetPort", "NetbiosServerTest"),
            Map.entry("netbios.keepAlive", "NetbiosServerTest"),
            Map.entry("netbios.queriesPerSecondPerAddress", "NetbiosServerTest"),
            Map.entry("limits.handshakeTime", "TlsServerTest"),
            Map.entry("limits.messageSize", "LogonServerTest"),
            Map.entry("log.level", "the command's: LoggingTest"),
            Map.entry("log.format", "LoggingTest of the command, AccessLogTest"),
            Map.entry("log.access", "RollcallServerTest"),
            Map.entry("log.accessFile", "the command's: ServingTest"),
            Map.entry("metrics.port", "below: a free port can't be known beforehand"),
            Map.entry("control.socket", "ServerControlTest"),
            Map.entry("eventLoops", "nowhere: all loops serve alike"));

    /** What a client can tell of a server. */
    @FunctionalInterface
    private interface Probe {
        String look(RollcallServer server) throws Exception;
    }

    /**
     * A setting and how it shows.
     *
     * @param beside settings that bring it to light, or save time
     * @param shown what is seen of the value
     * @param otherwise what is seen of the default; nothing where that takes too long
     */
    private record Wiring(
            String setting,
            String value,
            Probe probe,
            String shown,
            Optional<String> otherwise,
            Map<String, String> beside) {
        Wiring(String setting, String value, Probe probe, String shown, String otherwise) {
            this(setting, value, probe, shown, Optional.of(otherwise), Map.of());
        }

        Wiring beside(String other, String itsValue) {
            Map<String, String> all = new HashMap<>(beside);
            all.put(other, itsValue);
            return new Wiring(setting, value, probe, shown, otherwise, all);
        }

        Wiring withoutDefault() {
            return new Wiring(setting, value, probe, shown, Optional.empty(), beside);
        }

        @Override
        public String toString() {
            return setting;
        }
    }

    private static Wiring set(String setting, String value, Probe probe, String shown, String otherwise) {
        return new Wiring(setting, value, probe, shown, otherwise);
    }

    /** For limits of an address, which do not hold for loopback by themselves. */
    private static Wiring perAddress(String setting, String value, Probe probe, String shown, String otherwise) {
        return set(setting, value, probe, shown, otherwise).beside("limits.applyToLoopback", "true");
    }

    private static Wiring slow(String setting, String value, Probe probe, String shown) {
        return set(setting, value, probe, shown, "").withoutDefault();
    }

    private static List<Wiring> wirings() {
        return List.of(
                set("suffixes", "o=More", Probes::otherSuffix, "1 success", "0 noSuchObject"),
                set("schema.ilsaAttributes", "1", Probes::secondIlsa, "adminLimitExceeded", "success"),
                set("lease.defaultTime", "9000s", server -> Probes.hoursOfLease(server), "3", "1"),
                set("lease.maxPerson", "100000s", server -> Probes.mostGranted(server, "rtPerson"), "100000", "180000"),
                set(
                        "lease.maxConference",
                        "100000s",
                        server -> Probes.mostGranted(server, "rtConference"),
                        "100000",
                        "2592000"),
                set(
                        "lease.maxSttl",
                        "3h",
                        server -> Probes.hoursOfLease(server, Attribute.of("sttl", "600")),
                        "3",
                        "1"),
                set("lease.sttlGrace", "0s", Probes::endOfLease, "gone", "there")
                        .beside("lease.maxPerson", "1s"),
                set("people.address", "observed", Probes::addressShown, "16777343", "3758139584"),
                set("ownership.anyone", "true", Probes::strangersDelete, "success", "insufficientAccessRights"),
                set("ownership.ipv4Prefix", "8", Probes::strangersDelete, "success", "insufficientAccessRights"),
                set(
                        "anonymous.writableSubtrees",
                        "ou=Guests,o=Intranet",
                        Probes::addOfGuest,
                        "success",
                        "insufficientAccessRights"),
                set("limits.connections", "1", Probes::nextClients, "closed, closed", "1 success, 1 success"),
                perAddress(
                        "limits.connectionsPerAddress",
                        "1",
                        Probes::nextClients,
                        "closed, 1 success",
                        "1 success, 1 success"),
                slow(
                        "limits.idleTime",
                        "1ms",
                        server -> Probes.farewell(server, Requests.encode(1, Probes.SUFFIX_ITSELF)),
                        "idle for 0 s"),
                slow("limits.firstMessageTime", "1ms", server -> Probes.farewell(server), "no message within 0 s"),
                set(
                        "limits.messageSizeAnonymous",
                        "2KiB",
                        server ->
                                Probes.complaint(server, new Filter.Equality("sn", OctetString.of("x".repeat(3_000)))),
                        "message larger than 2048 octets",
                        ""),
                set(
                        "limits.messageElements",
                        "16",
                        server -> Probes.complaint(server, Probes.laborious(20)),
                        "more than 16 elements",
                        ""),
                set(
                        "limits.filterDepth",
                        "1",
                        server -> Probes.complaint(server, new Filter.Not(Probes.ALL)),
                        "filter nested too deeply",
                        ""),
                set("limits.outstandingRequests", "1", Probes::resultAroundAbandon, "1:success", "3:success"),
                slow("limits.outputBuffer", "1GiB", Probes::addBehindUnreadList, "done"),
                slow("limits.outputMemory", "64KiB", Probes::slowlyReadList, "cut off"),
                perAddress("limits.entriesPerAddress", "2", Probes::thirdAdd, "adminLimitExceeded", "success"),
                set("limits.entrySize", "1KiB", Probes::largeAdd, "adminLimitExceeded", "success"),
                perAddress("limits.writesPerSecondPerAddress", "0", Probes::flood, "all", "not all"),
                perAddress("limits.writeBurstPerAddress", "" + Probes.FLOOD, Probes::flood, "all", "not all"),
                set("limits.searchCandidates", "2", Probes::listOfThree, "2 adminLimitExceeded", "3 success"),
                set("limits.searchTime", "1ms", Probes::laboriousSearch, "1:timeLimitExceeded", "1:success"),
                set("limits.searchSize", "2", Probes::listOfThree, "2 sizeLimitExceeded", "3 success"),
                set("limits.pageSize", "2", Probes::pageOfThree, "2 success", "3 success"),
                set("limits.applyToLoopback", "true", Probes::nextClients, "closed, 1 success", "1 success, 1 success")
                        .beside("limits.connectionsPerAddress", "1"),
                set("metrics.enabled", "true", Probes::figures, "2.0 open, 1.0 expired, 0.0 dropped", "none")
                        .beside("metrics.port", "0")
                        .beside("lease.maxPerson", "1s"),
                set("shutdown.grace", "0s", Probes::endAmidWork, "at once", "later"));
    }

    @ParameterizedTest
    @MethodSource("wirings")
    void aSettingReachesWhatItSets(Wiring wiring) throws Exception {
        Map<String, String> settings = new HashMap<>(wiring.beside());
        if (wiring.otherwise().isPresent()) {
            try (RollcallServer server = RollcallServerTest.start(settings)) {
                assertThat(wiring.probe().look(server))
                        .as("the default")
                        .isEqualTo(wiring.otherwise().get());
            }
        }
        settings.put(wiring.setting(), wiring.value());
        try (RollcallServer server = RollcallServerTest.start(settings)) {
            assertThat(wiring.probe().look(server)).as(wiring.value()).isEqualTo(wiring.shown());
        }
    }

    @Test
    void thereIsNoSettingOfWhichNothingIsSaid() {
        Set<String> said = new TreeSet<>(ELSEWHERE.keySet());
        wirings()
                .forEach(wiring -> assertThat(said.add(wiring.setting()))
                        .as(wiring.setting())
                        .isTrue());
        assertThat(said)
                .containsExactlyInAnyOrderElementsOf(SettingsCatalog.instance().all().stream()
                        .map(SettingDefinition::key)
                        .collect(Collectors.toSet()));
    }

    @Test
    void aMetricsPortThatIsTakenKeepsTheServerFromStarting() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(holder.getLocalPort());
            assertThatThrownBy(() -> RollcallServerTest.start(Map.of("metrics.enabled", "true", "metrics.port", port)))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("metrics port " + port);
        }
    }
}
