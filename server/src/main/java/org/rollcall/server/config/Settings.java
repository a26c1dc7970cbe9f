package org.rollcall.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.store.rocksdb.Durability;

/**
 * Everything an operator can choose, as one immutable tree. A component's path is the setting's key
 * ({@code limits.connections}); its {@link Setting} annotation is where it is described.
 */
public record Settings(
        Listen listen,

        @Setting(value = "Suffixes served beside o=Intranet", defaultsTo = "", separator = ";")
        List<String> suffixes,

        Schema schema,

        @Setting(
                value = "Where entries are kept: on disk, so that they outlive the process, or in memory only",
                defaultsTo = "disk")
        StoreKind store,

        @Setting(value = "Directory that the entries are kept in; made when missing", defaultsTo = "data")
        Path data,

        @Setting(
                value = "What an acknowledged change survives: synced, loss of power; os, the end of the process in any"
                        + " way; memory, only an end in good order",
                defaultsTo = "synced")
        Durability durability,

        Lease lease,
        People people,
        Ownership ownership,
        Anonymous anonymous,
        AccountSettings accounts,
        NtlmSettings ntlm,
        DomainSettings domain,
        TlsSettings tls,
        NetbiosSettings netbios,
        Limits limits,
        Log log,
        Metrics metrics,
        Control control,
        Shutdown shutdown,

        @Setting(
                value = "Threads that serve connections; 0 takes one for each processor",
                defaultsTo = "0",
                min = "0",
                max = "1024")
        int eventLoops) {
    public Settings {
        suffixes = List.copyOf(suffixes);
    }

    /**
     * The defaults with some settings changed, given by key as one would write them in the file.
     *
     * @throws SettingsException where a key is unknown or a value not allowed
     */
    public static Settings of(Map<String, String> changes) {
        return SettingsLoader.load(changes).settings();
    }

    /** These settings with other ports to listen on. */
    public Settings withPorts(List<Integer> ports) {
        return with(
                new Listen(listen.addresses(), ports, listen.fallbackPort(), listen.backlog()),
                schema,
                store,
                data,
                accounts,
                domain,
                tls,
                log,
                control);
    }

    /** These settings for a directory of which nothing is kept. */
    public Settings inMemory() {
        return with(listen, schema, StoreKind.MEMORY, data, accounts, domain, tls, log, control);
    }

    /** These settings with relative names of files as they are meant by whoever is in this folder. */
    public Settings in(Path folder) {
        return with(
                listen,
                new Schema(schema.files().stream().map(folder::resolve).toList(), schema.ilsaAttributes()),
                store,
                folder.resolve(data),
                accounts.in(folder),
                domain.in(folder),
                tls.in(folder),
                log.in(folder),
                control.socket().toString().isEmpty() ? control : new Control(folder.resolve(control.socket())));
    }

    private Settings with(
            Listen newListen,
            Schema newSchema,
            StoreKind newStore,
            Path newData,
            AccountSettings newAccounts,
            DomainSettings newDomain,
            TlsSettings newTls,
            Log newLog,
            Control newControl) {
        return new Settings(
                newListen,
                suffixes,
                newSchema,
                newStore,
                newData,
                durability,
                lease,
                people,
                ownership,
                anonymous,
                newAccounts,
                ntlm,
                newDomain,
                newTls,
                netbios,
                limits,
                newLog,
                metrics,
                newControl,
                shutdown,
                eventLoops);
    }

    /** Where a running server is reached by operators' commands; empty where that is not offered. */
    public Optional<Path> controlSocket() {
        if (!control.socket().toString().isEmpty()) {
            return Optional.of(control.socket());
        }
        return store == StoreKind.DISK ? Optional.of(data.resolve("control.sock")) : Optional.empty();
    }

    /** Where the key of the accounts is; empty where they are not kept. */
    public Optional<Path> accountKey() {
        if (store == StoreKind.MEMORY) {
            return Optional.empty();
        }
        return Optional.of(accounts.keyFile().toString().isEmpty() ? data.resolve("accounts.key") : accounts.keyFile());
    }

    /** Where entries are kept. */
    public enum StoreKind {
        DISK,
        MEMORY
    }

    /** Where connections come in. */
    public record Listen(
            @Setting(value = "Addresses to listen on; none means every address of the machine", defaultsTo = "")
            List<String> addresses,

            @Setting(
                    value = "TCP ports to listen on; 0 takes a free one",
                    defaultsTo = "1002",
                    min = "0",
                    max = "65535")
            List<Integer> ports,

            @Setting(
                    value = "Port taken where the privilege for the default port is missing; 0 makes that an error",
                    defaultsTo = "10020",
                    min = "0",
                    max = "65535")
            int fallbackPort,

            @Setting(
                    value = "Connections that the system may hold ready before they are accepted",
                    defaultsTo = "1024",
                    min = "1",
                    max = "65535")
            int backlog) {
        public Listen {
            addresses = List.copyOf(addresses);
            ports = List.copyOf(ports);
        }
    }

    /** What entries may contain. */
    public record Schema(
            @Setting(value = "Files of further attributes and classes in RFC 4512 syntax", defaultsTo = "")
            List<Path> files,

            @Setting(
                    value = "Different ILSA attributes that clients may bring into use",
                    defaultsTo = "4096",
                    min = "0",
                    max = "1000000")
            int ilsaAttributes) {
        public Schema {
            files = List.copyOf(files);
        }
    }

    /** How long entries live without a refresh. */
    public record Lease(
            @Setting(
                    value = "Lease of an entry whose client asks for none",
                    defaultsTo = "10m",
                    min = "1s",
                    max = "31557600s")
            Duration defaultTime,

            @Setting(
                    value = "Longest lease of a person or an application",
                    defaultsTo = "180000s",
                    min = "1s",
                    max = "31557600s")
            Duration maxPerson,

            @Setting(value = "Longest lease of a conference", defaultsTo = "30d", min = "1s", max = "31557600s")
            Duration maxConference,

            @Setting(
                    value = "Longest lease that a client can ask for in minutes (sttl)",
                    defaultsTo = "60m",
                    min = "1m",
                    max = "31557600s")
            Duration maxSttl,

            @Setting(
                    value = "How much longer than shown a lease asked for in minutes lasts,"
                            + " since such clients refresh in the second it ends",
                    defaultsTo = "60s",
                    min = "0s",
                    max = "1h")
            Duration sttlGrace,

            @Setting(
                    value =
                            "The time within which refreshes are written to disk; a crash forgets those since, which only"
                                    + " matters to leases above half an hour, or of another length than the last",
                    defaultsTo = "60s",
                    min = "100ms",
                    max = "1h")
            Duration savedEvery) {}

    /** What is shown of people. */
    public record People(
            @Setting(
                    value = "Address shown to callers: as-sent by the client; observed, the one it connects from;"
                            + " auto, observed where it sent a private address from a public one",
                    defaultsTo = "auto")
            AddressPolicy address) {}

    /** Which of a person's addresses callers are shown. */
    public enum AddressPolicy {
        AS_SENT,
        OBSERVED,
        AUTO
    }

    /** Which anonymous clients count as the same owner of an entry. */
    public record Ownership(
            @Setting(
                    value = "Leading bits of an IPv4 address that tell owners apart",
                    defaultsTo = "32",
                    min = "0",
                    max = "32")
            int ipv4Prefix,

            @Setting(
                    value = "Leading bits of an IPv6 address that tell owners apart",
                    defaultsTo = "64",
                    min = "0",
                    max = "128")
            int ipv6Prefix,

            @Setting(value = "Whether anyone may change anyone's entries", defaultsTo = "false")
            boolean anyone) {}

    /** What clients may do without saying who they are. */
    public record Anonymous(
            @Setting(
                    value = "What clients may do that have not said who they are: register (and read, as an ILS always"
                            + " let them), read, or none",
                    defaultsTo = "register")
            AnonymousAccess access,

            @Setting(
                    value = "Networks from which they may, such as 192.0.2.0/24; from others they may nothing; none"
                            + " means all networks",
                    defaultsTo = "")
            List<String> networks,

            @Setting(
                    value = "Subtrees that anonymous clients may write beside ou=Dynamic and ou=Applications",
                    defaultsTo = "",
                    separator = ";")
            List<String> writableSubtrees) {
        public Anonymous {
            networks = List.copyOf(networks);
            writableSubtrees = List.copyOf(writableSubtrees);
        }
    }

    /** What clients may do that have not said who they are. */
    public enum AnonymousAccess {
        REGISTER,
        READ,
        NONE
    }

    /** What one client, or all together, can ask of the server. */
    public record Limits(
            @Setting(value = "Open connections in all", defaultsTo = "20000", min = "1", max = "10000000")
            int connections,

            @Setting(value = "Open connections from one address", defaultsTo = "500", min = "1", max = "10000000")
            int connectionsPerAddress,

            @Setting(
                    value = "Time without a request after which a connection is closed; 0 never closes it",
                    defaultsTo = "15m",
                    min = "0s",
                    max = "365d")
            Duration idleTime,

            @Setting(
                    value = "Time that a new connection has to complete its first message; 0 sets no limit",
                    defaultsTo = "30s",
                    min = "0s",
                    max = "1d")
            Duration firstMessageTime,

            @Setting(
                    value = "Time that a connection has to agree on encryption once that has begun",
                    defaultsTo = "10s",
                    min = "100ms",
                    max = "1h")
            Duration handshakeTime,

            @Setting(
                    value = "Largest message of a client that has said who it is",
                    defaultsTo = "1MiB",
                    min = "1KiB",
                    max = "1GiB")
            ByteSize messageSize,

            @Setting(
                    value = "Largest message of an anonymous client",
                    defaultsTo = "128KiB",
                    min = "1KiB",
                    max = "1GiB")
            ByteSize messageSizeAnonymous,

            @Setting(
                    value = "Elements in one message: filter items, attributes, values and controls counted together",
                    defaultsTo = "10000",
                    min = "16",
                    max = "10000000")
            int messageElements,

            @Setting(value = "Depth of a search filter", defaultsTo = "50", min = "1", max = "1000")
            int filterDepth,

            @Setting(
                    value = "Requests of one connection that may wait for their answer; beyond it nothing more is read",
                    defaultsTo = "256",
                    min = "1",
                    max = "100000")
            int outstandingRequests,

            @Setting(
                    value =
                            "Reply bytes held for a connection whose client does not read; beyond it its searches pause",
                    defaultsTo = "256KiB",
                    min = "4KiB",
                    max = "1GiB")
            ByteSize outputBuffer,

            @Setting(
                    value = "Reply bytes held for all connections together; beyond it those are closed that leave most"
                            + " unread",
                    defaultsTo = "512MiB",
                    min = "64KiB",
                    max = "1024GiB")
            ByteSize outputMemory,

            @Setting(
                    value = "Entries that anonymous clients of one address may own; 0 sets no limit",
                    defaultsTo = "500",
                    min = "0",
                    max = "1000000000")
            int entriesPerAddress,

            @Setting(
                    value = "Entries that one account may own; 0 sets no limit. It does not hold for administrators",
                    defaultsTo = "500",
                    min = "0",
                    max = "1000000000")
            int entriesPerAccount,

            @Setting(value = "Size of one entry", defaultsTo = "128KiB", min = "1KiB", max = "1GiB")
            ByteSize entrySize,

            @Setting(
                    value =
                            "Adds, changes and deletes a second by the anonymous clients of one address; 0 sets no limit",
                    defaultsTo = "50",
                    min = "0",
                    max = "1000000")
            int writesPerSecondPerAddress,

            @Setting(
                    value = "Adds, changes and deletes that one address may make at once after a pause",
                    defaultsTo = "200",
                    min = "1",
                    max = "1000000")
            int writeBurstPerAddress,

            @Setting(
                    value =
                            "Adds, changes and deletes a second by one account, from wherever it comes; 0 sets no limit."
                                    + " It does not hold for administrators",
                    defaultsTo = "50",
                    min = "0",
                    max = "1000000")
            int writesPerSecondPerAccount,

            @Setting(
                    value = "Adds, changes and deletes that one account may make at once after a pause",
                    defaultsTo = "200",
                    min = "1",
                    max = "1000000")
            int writeBurstPerAccount,

            @Setting(
                    value = "Passwords that may wait to be judged; beyond it clients are told to try again later",
                    defaultsTo = "64",
                    min = "1",
                    max = "10000")
            int passwordsWaiting,

            @Setting(
                    value = "Logons from one address that may fail one after the other; then it may try again one at a"
                            + " time",
                    defaultsTo = "10",
                    min = "1",
                    max = "1000000")
            int failedLogonsPerAddress,

            @Setting(
                    value = "Time after which one of an address's failed logons is forgotten; 0 sets no limit",
                    defaultsTo = "1m",
                    min = "0s",
                    max = "1d")
            Duration failedLogonTime,

            @Setting(
                    value = "How long the answer to a logon has to wait, right or wrong, after one of its address has"
                            + " failed; twice that after two, and so on; 0 sets no delay",
                    defaultsTo = "250ms",
                    min = "0s",
                    max = "1m")
            Duration failedLogonDelay,

            @Setting(
                    value = "Longest time that the answer to a logon has to wait for those of its address that failed",
                    defaultsTo = "8s",
                    min = "0s",
                    max = "5m")
            Duration failedLogonDelayMost,

            @Setting(
                    value = "Entries that one search may look at; 0 sets no limit",
                    defaultsTo = "20000000",
                    min = "0",
                    max = "1000000000000")
            long searchCandidates,

            @Setting(
                    value = "Working time of one search, waiting for the client's reading not counted; 0 sets no limit",
                    defaultsTo = "60s",
                    min = "0s",
                    max = "1d")
            Duration searchTime,

            @Setting(
                    value =
                            "Entries that one search may return; 0 sets no limit, so that NetMeeting loads the whole list",
                    defaultsTo = "0",
                    min = "0",
                    max = "1000000000")
            int searchSize,

            @Setting(value = "Entries in one page of paged results", defaultsTo = "1000", min = "1", max = "1000000")
            int pageSize,

            @Setting(
                    value = "Whether the limits for one address or account also hold for this machine's own clients",
                    defaultsTo = "false")
            boolean applyToLoopback) {}

    /** What the server tells of its work. */
    public record Log(
            @Setting(value = "Least weight of the lines written", defaultsTo = "info")
            LogLevel level,

            @Setting(value = "Form of the lines: text for people, json for programs", defaultsTo = "text")
            LogFormat format,

            @Setting(
                    value = "Whether each operation is written as a line: who, what, result, entries, microseconds",
                    defaultsTo = "false")
            boolean access,

            @Setting(
                    value = "File to which a line of JSON is added for each bind, change and refusal; none writes none",
                    defaultsTo = "")
            Path auditFile,

            @Setting(
                    value = "Size beyond which the audit file becomes FILE.1, and a new one is begun",
                    defaultsTo = "100MiB",
                    min = "1KiB",
                    max = "1024GiB")
            ByteSize auditSize,

            @Setting(value = "Older audit files that stay", defaultsTo = "10", min = "0", max = "10000")
            int auditFiles,

            @Setting(
                    value = "File to which the lines of operations are added; it is kept open while the server runs;"
                            + " none puts them among the others",
                    defaultsTo = "")
            String accessFile) {
        /** These settings with relative names of audit files as they are meant by whoever is in this folder. */
        Log in(Path folder) {
            return new Log(
                    level,
                    format,
                    access,
                    auditFile.toString().isEmpty() ? auditFile : folder.resolve(auditFile),
                    auditSize,
                    auditFiles,
                    accessFile);
        }
    }

    /** Weight of a log line. */
    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** Form of the log's lines. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    /** What monitoring can read. */
    public record Metrics(
            @Setting(
                    value = "Whether figures are offered in Prometheus text form at /metrics on a loopback port",
                    defaultsTo = "false")
            boolean enabled,

            @Setting(
                    value = "Loopback port of the figures; 0 takes a free one",
                    defaultsTo = "9102",
                    min = "0",
                    max = "65535")
            int port) {}

    /** How operators' commands reach the running server. */
    public record Control(
            @Setting(
                    value = "Socket for operators' commands, which only the server's user may use;"
                            + " without a name it is control.sock in the data directory, and with --store memory none",
                    defaultsTo = "")
            Path socket) {}

    /** How the server ends. */
    public record Shutdown(
            @Setting(
                    value = "Time that work in flight has to finish when the server is told to end",
                    defaultsTo = "1500ms",
                    min = "0s",
                    max = "1500ms")
            Duration grace) {}
}
