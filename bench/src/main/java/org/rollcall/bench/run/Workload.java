package org.rollcall.bench.run;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.rollcall.bench.load.LoadClient;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.load.Target;

/** The rows of the table. */
public enum Workload {
    EXACT("exact name, 8 × 1", "operations", Population.PEOPLE, 8, 1, 4, 0.8),
    EXACT_PIPELINED("exact name, 8 × 16", "operations", Population.PEOPLE, 8, 16, 10, 0.4),
    SESSION(
            "whole session: connect, bind, search, unbind; 8 at a time",
            "sessions",
            Population.PEOPLE,
            8,
            0,
            1.8,
            0.85),
    TLS_SESSION(
            "whole session under TLS 1.3: connect, handshake, bind, search, unbind; 8 at a time",
            "sessions",
            Population.PEOPLE_UNDER_TLS,
            8,
            0,
            1,
            0.8),
    TLS_EXACT("exact name under TLS 1.3, 8 × 1", "operations", Population.PEOPLE_UNDER_TLS, 8, 1, 2, 0.7),
    LIST("list of everybody, 2 × 1", "entries", Population.PEOPLE, 2, 1, 8, 0),
    STTL_REFRESH("refresh by sttl, 8 × 1", "operations", Population.PEOPLE, 8, 1, 12, 0.7),
    REFRESH("refresh by RFC 2589, 8 × 1", "operations", Population.PEOPLE, 8, 1, 12, 0.7),
    REGISTER(
            "registration: connect, bind, add, modify, unbind; 8 at a time",
            "sessions",
            Population.PEOPLE,
            8,
            0,
            4,
            0.7),
    PREFIX("prefix search with 10 results, 8 × 1", "operations", Population.MANY_PEOPLE, 8, 1, 8, 0),
    MEMORY("memory for each entry", "bytes", Population.MANY_PEOPLE, 0, 0, 0, 0),
    INFIX("search inside values, without an index", "entries", Population.MANY_PEOPLE, 1, 1, 0, 0),
    TAIL("latencies at half of the top rate", "operations", Population.MANY_PEOPLE, 8, 0, 0, 0),
    FLOOD("latencies beside a flood of connections", "operations", Population.PEOPLE, 4, 0, 0, 0),
    LOGON("binds that prove an account", "binds", Population.OWN, 8, 0, 0, 0),
    ACCESS("searches over entries with security descriptors", "entries", Population.OWN, 1, 1, 0, 0),
    TIMING("how long it takes to hear of nothing", "operations", Population.OWN, 1, 1, 0, 0),
    DURABLE("a store that survives a loss of power", "operations", Population.OWN, 0, 0, 0, 0),
    START("from the command to the first answer", "seconds", Population.OWN, 0, 0, 0, 0),
    GROWTH("cost of growth", "operations", Population.OWN, 8, 0, 0, 0),
    SOAK("half of the top write rate for a long time", "operations", Population.OWN, 0, 0, 0, 0);

    /** Who is in the servers; workloads of the same population share them. */
    enum Population {
        PEOPLE,
        PEOPLE_UNDER_TLS,
        MANY_PEOPLE,
        OWN
    }

    /** Long enough that none ends during a run. */
    static final Duration LEASE = Duration.ofDays(1);

    /** The longest that N-clients are granted. */
    static final Duration STTL_LEASE = Duration.ofMinutes(60);

    private final String title;
    private final String unit;
    private final Population population;
    private final int connections;
    private final int outstanding;
    private final double wantedTimesOpenLdap;
    private final double wantedOfCeiling;

    Workload(
            String title,
            String unit,
            Population population,
            int connections,
            int outstanding,
            double wantedTimesOpenLdap,
            double wantedOfCeiling) {
        this.title = title;
        this.unit = unit;
        this.population = population;
        this.connections = connections;
        this.outstanding = outstanding;
        this.wantedTimesOpenLdap = wantedTimesOpenLdap;
        this.wantedOfCeiling = wantedOfCeiling;
    }

    /** Those that are measured when none is named: the others take long. */
    public static Set<Workload> byDefault() {
        return EnumSet.complementOf(EnumSet.of(START, SOAK));
    }

    /** As typed on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    /** What the rate counts. */
    public String unit() {
        return unit;
    }

    Population population() {
        return population;
    }

    int connections() {
        return connections;
    }

    /** Requests in flight on each connection; 0 where the load is not of that kind. */
    int outstanding() {
        return outstanding;
    }

    /** 0 where nothing is wanted. */
    double wantedTimesOpenLdap() {
        return wantedTimesOpenLdap;
    }

    /** 0 where nothing is wanted. */
    double wantedOfCeiling() {
        return wantedOfCeiling;
    }

    /** Whether the rate of one load, the same to all, is the figure. */
    boolean isThroughput() {
        return switch (this) {
            case MEMORY, INFIX, TAIL, FLOOD, LOGON, ACCESS, TIMING, DURABLE, START, GROWTH, SOAK -> false;
            default -> true;
        };
    }

    /** Whether its figures are medians of rounds after a warm-up. */
    boolean hasRounds() {
        return this != START && this != SOAK && this != TIMING;
    }

    boolean countsEntries() {
        return this == LIST;
    }

    /** Whether each use needs a person that nobody has registered yet. */
    boolean needsNewNames() {
        return this == REGISTER;
    }

    /** The load itself, or a part of it: sessions, or requests on open connections as fast as they are answered. */
    Measurement run(
            LoadClient client,
            Target target,
            List<Loads.Step> steps,
            int connections,
            LongSupplier serials,
            Duration duration) {
        if (outstanding == 0) {
            return client.run(target, new Loads.Sessions(connections, steps, serials, duration));
        }
        Loads.Step step = steps.getFirst();
        RequestSource source = RequestSource.of(step.template(), serials);
        return client.run(target, new Loads.Closed(connections, outstanding, source, step.expectation(), duration));
    }

    /** The requests, one after the other's reply; only sessions have more than one. */
    List<Loads.Step> steps(Dialect dialect, int people) {
        return switch (this) {
            case EXACT,
                    EXACT_PIPELINED,
                    TLS_EXACT,
                    TAIL,
                    FLOOD,
                    LOGON,
                    ACCESS,
                    TIMING,
                    DURABLE,
                    START,
                    GROWTH,
                    SOAK,
                    MEMORY -> List.of(Dialect.exact());
            case SESSION, TLS_SESSION -> dialect.session();
            case REGISTER -> dialect.register();
            case LIST -> List.of(dialect.list(people));
            case STTL_REFRESH -> List.of(dialect.sttlRefresh(STTL_LEASE));
            case REFRESH -> List.of(Dialect.refresh(LEASE));
            case PREFIX -> List.of(Dialect.prefix());
            case INFIX -> List.of(dialect.infix());
        };
    }
}
