package org.rollcall.bench.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What a workload measured, as it is kept in raw results. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Throughput.class, name = "throughput"),
    @JsonSubTypes.Type(value = Outcome.Scan.class, name = "scan"),
    @JsonSubTypes.Type(value = Outcome.Memory.class, name = "memory"),
    @JsonSubTypes.Type(value = Outcome.Durable.class, name = "durable"),
    @JsonSubTypes.Type(value = Outcome.Start.class, name = "start"),
    @JsonSubTypes.Type(value = Outcome.Growth.class, name = "growth"),
    @JsonSubTypes.Type(value = Outcome.Tail.class, name = "tail"),
    @JsonSubTypes.Type(value = Outcome.Flood.class, name = "flood"),
    @JsonSubTypes.Type(value = Outcome.Logons.class, name = "logons"),
    @JsonSubTypes.Type(value = Outcome.Access.class, name = "access"),
    @JsonSubTypes.Type(value = Outcome.Timing.class, name = "timing"),
    @JsonSubTypes.Type(value = Outcome.Soak.class, name = "soak")
})
public sealed interface Outcome {
    Workload workload();

    Environment environment();

    /**
     * The rates of one load against several servers.
     *
     * @param people in the servers
     * @param replyBytes of one operation's whole reply, for a session that of its last step
     */
    record Throughput(Workload workload, Environment environment, int people, long replyBytes, List<Rates> rates)
            implements Outcome {
        public Throughput {
            rates = List.copyOf(rates);
        }

        Optional<Rates> of(Peer peer) {
            return rates.stream().filter(r -> r.peer() == peer).findFirst();
        }

        /** Rollcall's rate as a multiple of this peer's. */
        Optional<Double> ratioTo(Peer peer) {
            return of(Peer.ROLLCALL).flatMap(r -> of(peer).map(p -> r.perSecond() / p.perSecond()));
        }
    }

    /**
     * One server's rounds; medians of them, latencies in microseconds.
     *
     * @param peakMemoryMiB resident memory at its highest since the server's start
     */
    record Rates(
            Peer peer,
            double perSecond,
            List<Double> rounds,
            double p50Micros,
            double p99Micros,
            double p999Micros,
            double warmUpSeconds,
            long peakMemoryMiB) {
        public Rates {
            rounds = List.copyOf(rounds);
        }
    }

    /**
     * Searches that must look at every entry, with others working beside them.
     *
     * @param entriesPerSecond looked at
     * @param openLdapEntriesPerSecond 0 where not measured
     * @param aloneP99Micros the others' latency without the scan
     * @param besideP99Micros the others' latency with it
     * @param othersPerSecond the others' rate
     */
    record Scan(
            Workload workload,
            Environment environment,
            int people,
            double entriesPerSecond,
            double openLdapEntriesPerSecond,
            double aloneP99Micros,
            double besideP99Micros,
            double othersPerSecond)
            implements Outcome {}

    /**
     * Heap in use after a full collection, per entry.
     *
     * @param entries people and applications together
     * @param retainedBytes per entry, the empty server's heap subtracted
     * @param wireBytes per entry: the mean size of its SearchResultEntry with all its attributes
     * @param residentMiB the whole process
     */
    record Memory(
            Workload workload,
            Environment environment,
            int entries,
            double retainedBytes,
            double wireBytes,
            long residentMiB)
            implements Outcome {}

    /**
     * Servers that sync what they answer, on the same disk, and Rollcall without a store.
     *
     * @param people in the servers at the beginning
     */
    record Durable(
            Workload workload, Environment environment, int people, List<DurableRow> rows, List<DurableLookups> lookups)
            implements Outcome {
        public Durable {
            rows = List.copyOf(rows);
            lookups = List.copyOf(lookups);
        }
    }

    /**
     * Rates of one load.
     *
     * @param openLdapPerSecond 0 where not measured
     * @param wantedTimesOpenLdap 0 where nothing is wanted
     * @param wantedOfMemory 0 where nothing is wanted
     */
    record DurableRow(
            String title,
            double durablePerSecond,
            double memoryPerSecond,
            double openLdapPerSecond,
            double wantedTimesOpenLdap,
            double wantedOfMemory) {}

    /** Latency of lookups, with nothing else to do and beside registrations at full rate. */
    record DurableLookups(Peer peer, double aloneP99Micros, double besideP99Micros) {}

    /** Starts over the files of an earlier server, one row for each server and size. */
    record Start(Workload workload, Environment environment, List<StartRow> rows) implements Outcome {
        public Start {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Starts of one server.
     *
     * @param entries in it
     * @param wantedSeconds at most from the command to the first answer; 0 where nothing is wanted
     */
    record StartRow(Peer peer, int entries, double wantedSeconds, List<StartTimes> starts) {
        public StartRow {
            starts = List.copyOf(starts);
        }

        /** From the command to the first answer, of the starts after such an end. */
        List<Double> firstAnswers(Ending after) {
            return starts.stream()
                    .filter(start -> start.after() == after)
                    .map(StartTimes::firstAnswerSeconds)
                    .toList();
        }

        double longestSeconds() {
            return starts.stream()
                    .mapToDouble(StartTimes::firstAnswerSeconds)
                    .max()
                    .orElse(0);
        }
    }

    /**
     * One start.
     *
     * @param after how the server before it ended
     * @param firstAnswerSeconds from the command to the answer to a search by name
     * @param firstScanSeconds that the next search took, which looks at every entry
     */
    record StartTimes(Ending after, double firstAnswerSeconds, double firstScanSeconds) {}

    /** How a server ends. */
    enum Ending {
        SIGTERM,
        SIGKILL
    }

    /** The same load on a small and on a large directory. */
    record Growth(
            Workload workload,
            Environment environment,
            int from,
            int to,
            String heap,
            double wireBytes,
            double addsPerSecond,
            List<GrowthRow> rows)
            implements Outcome {
        public Growth {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One operation of the comparison by size.
     *
     * @param wanted the factor by which the cost may grow
     */
    record GrowthRow(String title, double smallPerSecond, double largePerSecond, double wanted) {
        double factor() {
            return smallPerSecond / largePerSecond;
        }
    }

    /** Latencies at a given rate, with leases ending, being added and renewed beside; in microseconds. */
    record Tail(
            Workload workload,
            Environment environment,
            int leases,
            double perSecond,
            int churnPerSecond,
            int renewalsPerSecond,
            List<Latencies> latencies)
            implements Outcome {
        public Tail {
            latencies = List.copyOf(latencies);
        }

        Optional<Latencies> of(Peer peer) {
            return latencies.stream().filter(l -> l.peer() == peer).findFirst();
        }
    }

    /**
     * Clients at work beside connections that want nothing.
     *
     * @param idle connections that stayed
     * @param newPerSecond connections that came, and left after a second
     * @param refused attempts to connect that came to nothing
     * @param aloneP99Micros latency of those at work without them
     * @param besideP99Micros the same with them
     * @param othersPerSecond the rate of those at work
     * @param wantedP99Micros the most that is wanted beside them
     */
    record Flood(
            Workload workload,
            Environment environment,
            int idle,
            double newPerSecond,
            long refused,
            double aloneP99Micros,
            double besideP99Micros,
            double othersPerSecond,
            double wantedP99Micros)
            implements Outcome {}

    /** Binds that prove an account, on so many connections at a time. */
    record Logons(Workload workload, Environment environment, int connections, List<LogonRow> rows) implements Outcome {
        public Logons {
            rows = List.copyOf(rows);
        }
    }

    /** One way to prove an account: the median, and its rounds. */
    record LogonRow(String title, double perSecond, List<Double> rounds) {
        public LogonRow {
            rounds = List.copyOf(rounds);
        }
    }

    /**
     * Searches over entries with and without security descriptors.
     *
     * @param descriptors how many different ones there are
     * @param wantedCost the share of time that they may cost
     */
    record Access(
            Workload workload,
            Environment environment,
            int people,
            int descriptors,
            double wantedCost,
            List<AccessRow> rows)
            implements Outcome {
        public Access {
            rows = List.copyOf(rows);
        }
    }

    /** One search, in entries a second. */
    record AccessRow(String title, double withoutPerSecond, double withPerSecond) {
        /** How much longer it takes with descriptors, as a share of the time without. */
        double cost() {
            return withoutPerSecond / withPerSecond - 1;
        }
    }

    /**
     * How long answers took that tell nothing.
     *
     * @param wanted how far medians may be from each other, as a share
     */
    record Timing(Workload workload, Environment environment, double wanted, List<TimingRow> rows) implements Outcome {
        public Timing {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Medians of so many tries: of what is there and must not show, and of what is not there.
     */
    record TimingRow(String title, int tries, double oneMicros, double otherMicros) {
        /** Of the second from the first, as a share of it. */
        double difference() {
            return otherMicros / oneMicros - 1;
        }
    }

    /**
     * A long run at a steady rate, in intervals.
     *
     * @param heap that the server may have
     * @param leases at any time
     * @param lifetimeSeconds until a lease ends, or its person is deleted
     * @param topPerSecond adds and deletes at the most
     * @param writesPerSecond adds (half of them), deletes and leases that end (a quarter each) during the run
     * @param liveBeforeMiB heap after a full collection, before the first interval
     * @param liveAfterMiB the same after the last
     */
    record Soak(
            Workload workload,
            Environment environment,
            String heap,
            int leases,
            long lifetimeSeconds,
            double topPerSecond,
            double writesPerSecond,
            double refreshesPerSecond,
            double lookupsPerSecond,
            double liveBeforeMiB,
            double liveAfterMiB,
            List<SoakSample> samples)
            implements Outcome {
        public Soak {
            samples = List.copyOf(samples);
        }

        double seconds() {
            return samples.isEmpty() ? 0 : samples.getLast().seconds();
        }

        /** As people read it. */
        String minutes() {
            return Report.decimal(Math.round(seconds() / 6) / 10.0);
        }

        /** The figure's median in the first fifth of the samples. */
        double first(ToDoubleFunction<SoakSample> figure) {
            return median(samples.subList(0, fifth()), figure);
        }

        /** The figure's median in the last fifth of the samples. */
        double last(ToDoubleFunction<SoakSample> figure) {
            return median(samples.subList(samples.size() - fifth(), samples.size()), figure);
        }

        private int fifth() {
            return Math.ceilDiv(samples.size(), 5);
        }

        private static double median(List<SoakSample> samples, ToDoubleFunction<SoakSample> figure) {
            return Medians.median(samples.stream().mapToDouble(figure).boxed().toList());
        }
    }

    /**
     * One interval of a long run; latencies are corrected for coordinated omission.
     *
     * @param seconds from the run's beginning to the interval's end
     * @param heapMiB the least that was in use after one of the interval's collections
     * @param filesMiB the files of the data directory together
     */
    record SoakSample(
            double seconds,
            double heapMiB,
            double residentMiB,
            double filesMiB,
            double lookupP50Micros,
            double lookupP99Micros,
            double writeP50Micros,
            double writeP99Micros) {}

    /** Medians of rounds, corrected for coordinated omission. */
    record Latencies(Peer peer, double p50Micros, double p99Micros, double p999Micros, double maxMicros) {}
}
