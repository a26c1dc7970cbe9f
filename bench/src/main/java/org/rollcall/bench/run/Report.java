package org.rollcall.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Outcomes as a page: tables in Markdown, between markers, so that the prose around them stays. */
public final class Report {
    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";
    private static final String NEW_PAGE = """
            # Performance

            %s
            %s
            """.formatted(BEGIN, END);

    private final List<Outcome> outcomes;

    public Report(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    /**
     * Puts the tables between the page's markers (a new page where there is none), and the plot beside it; that of a long
     * run is beside the plot, with {@code -soak} in its name.
     */
    public void writeTo(Path page, Path plot) throws IOException {
        String before = Files.exists(page) ? Files.readString(page) : NEW_PAGE;
        Path folder = page.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(page, between(before, markdown(plot.getFileName().toString())));
        Files.writeString(plot, new Plot(throughputs()).svg());
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Soak soak) {
                Files.writeString(
                        plot.resolveSibling(soakPlot(plot.getFileName().toString())), new SoakPlot(soak).svg());
            }
        }
    }

    private static String soakPlot(String plotName) {
        return plotName.replaceFirst("(\\.svg)?$", "-soak.svg");
    }

    static String between(String page, String content) throws IOException {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("the page has no pair of markers " + BEGIN + " and " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + "\n\n" + content.strip() + "\n\n" + page.substring(end);
    }

    String markdown(String plotName) {
        StringBuilder out = new StringBuilder();
        List<Outcome.Throughput> throughputs = throughputs();
        if (!throughputs.isEmpty()) {
            out.append("![Rates beside the ceiling](").append(plotName).append(")\n\n");
            rates(out, throughputs);
            latencies(out, throughputs);
        }
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Throughput _ -> {}
                case Outcome.Scan scan -> scan(out, scan);
                case Outcome.Memory memory -> memory(out, memory);
                case Outcome.Durable durable -> durable(out, durable);
                case Outcome.Start start -> start(out, start);
                case Outcome.Growth growth -> growth(out, growth);
                case Outcome.Tail tail -> tail(out, tail);
                case Outcome.Flood flood -> flood(out, flood);
                case Outcome.Logons logons -> logons(out, logons);
                case Outcome.Access access -> access(out, access);
                case Outcome.Timing timing -> timing(out, timing);
                case Outcome.Soak soak -> soak(out, soak, soakPlot(plotName));
            }
        }
        environment(out);
        return out.toString();
    }

    private List<Outcome.Throughput> throughputs() {
        return outcomes.stream()
                .filter(Outcome.Throughput.class::isInstance)
                .map(Outcome.Throughput.class::cast)
                .toList();
    }

    private static void rates(StringBuilder out, List<Outcome.Throughput> rows) {
        out.append("""
                | workload | people | OpenLDAP | Rollcall | canned | Rollcall ÷ OpenLDAP | of the ceiling |
                |---|--:|--:|--:|--:|--:|--:|
                """);
        for (Outcome.Throughput row : rows) {
            Workload workload = row.workload();
            line(
                    out,
                    workload.title() + " (" + workload.unit() + "/s)",
                    number(row.people()),
                    rate(row, Peer.OPENLDAP),
                    rate(row, Peer.ROLLCALL),
                    rate(row, Peer.CANNED),
                    ratio(row.ratioTo(Peer.OPENLDAP), workload.wantedTimesOpenLdap(), " ×"),
                    ratio(row.ratioTo(Peer.CANNED), workload.wantedOfCeiling(), ""));
        }
        out.append('\n');
    }

    private static void latencies(StringBuilder out, List<Outcome.Throughput> rows) {
        out.append("""
                Latencies in µs at those rates (closed loop), p50 / p99 / p99.9:

                | workload | OpenLDAP | Rollcall | canned |
                |---|--:|--:|--:|
                """);
        for (Outcome.Throughput row : rows) {
            line(
                    out,
                    row.workload().title(),
                    latency(row, Peer.OPENLDAP),
                    latency(row, Peer.ROLLCALL),
                    latency(row, Peer.CANNED));
        }
        out.append('\n');
    }

    private static void scan(StringBuilder out, Outcome.Scan scan) {
        out.append(String.format(
                Locale.ROOT,
                "**Search inside values, without an index** (`%%text%%`), %s people: %s entries a second (wanted: "
                        + "2,000,000)%s. Other clients' p99, %s requests a second on four connections: %s µs alone, "
                        + "%s µs beside it, × %s (wanted: ≤ 2).%n%n",
                number(scan.people()),
                number(scan.entriesPerSecond()),
                scan.openLdapEntriesPerSecond() > 0 ? "; OpenLDAP " + number(scan.openLdapEntriesPerSecond()) : "",
                number(scan.othersPerSecond()),
                number(scan.aloneP99Micros()),
                number(scan.besideP99Micros()),
                decimal(scan.besideP99Micros() / scan.aloneP99Micros())));
    }

    private static void memory(StringBuilder out, Outcome.Memory memory) {
        out.append(String.format(
                Locale.ROOT,
                "**Memory**, %s entries, half of them people, half their applications: %s bytes of heap retained for "
                        + "each entry, which measures %s bytes on the wire (wanted: ≤ %s). The process had %s MiB at most.%n%n",
                number(memory.entries()),
                number(memory.retainedBytes()),
                number(memory.wireBytes()),
                number(memory.wireBytes() + 350),
                number((double) memory.residentMiB())));
    }

    private static void durable(StringBuilder out, Outcome.Durable durable) {
        out.append(String.format(
                Locale.ROOT,
                "**The durable store**, both servers syncing what they answer to the same disk, %s people at the "
                        + "beginning; a second:%n%n",
                number(durable.people())));
        out.append("""
                | | OpenLDAP | Rollcall | Rollcall, `--store memory` | Rollcall ÷ OpenLDAP | durable ÷ memory |
                |---|--:|--:|--:|--:|--:|
                """);
        for (Outcome.DurableRow row : durable.rows()) {
            Optional<Double> times = row.openLdapPerSecond() == 0
                    ? Optional.empty()
                    : Optional.of(row.durablePerSecond() / row.openLdapPerSecond());
            line(
                    out,
                    row.title(),
                    row.openLdapPerSecond() == 0 ? "–" : number(row.openLdapPerSecond()),
                    number(row.durablePerSecond()),
                    number(row.memoryPerSecond()),
                    ratio(times, row.wantedTimesOpenLdap(), " ×"),
                    ratio(Optional.of(row.durablePerSecond() / row.memoryPerSecond()), row.wantedOfMemory(), ""));
        }
        out.append(
                "\nOpenLDAP syncs a refresh too; Rollcall writes refreshes now and then, which is another promise.\n");
        for (Outcome.DurableLookups row : durable.lookups()) {
            out.append(String.format(
                    Locale.ROOT,
                    "Lookups' p99, %s: %s µs alone, %s µs beside registrations at full rate, × %s%s.%n",
                    row.peer().title(),
                    number(row.aloneP99Micros()),
                    number(row.besideP99Micros()),
                    decimal(row.besideP99Micros() / row.aloneP99Micros()),
                    row.peer() == Peer.ROLLCALL ? " (wanted: ≤ 2)" : ""));
        }
        out.append('\n');
    }

    private static void start(StringBuilder out, Outcome.Start start) {
        out.append("""
                **Start**, in seconds, each start told: from the command to the first answered search by name; then the \
                first search that looks at every entry. The servers may use both cores, the files are still in the \
                page cache, Rollcall is built already and started by its launcher; for a round before each end people \
                were refreshed.

                | server | entries | start after SIGTERM | after SIGKILL | longest | first full scan |
                |---|--:|--:|--:|--:|--:|
                """);
        for (Outcome.StartRow row : start.rows()) {
            line(
                    out,
                    row.peer().title(),
                    number(row.entries()),
                    seconds(row.firstAnswers(Outcome.Ending.SIGTERM)),
                    seconds(row.firstAnswers(Outcome.Ending.SIGKILL)),
                    decimal(row.longestSeconds())
                            + (row.wantedSeconds() == 0 ? "" : " (wanted: ≤ " + decimal(row.wantedSeconds()) + ")"),
                    seconds(row.starts().stream()
                            .map(Outcome.StartTimes::firstScanSeconds)
                            .toList()));
        }
        out.append("""

                Rollcall reads all its files before its port opens, OpenLDAP when it is asked: hold its start and its \
                first full scan together against Rollcall's start. A person with an application is two entries in \
                Rollcall and one in OpenLDAP.

                """);
    }

    private static String seconds(List<Double> values) {
        return values.isEmpty() ? "–" : values.stream().map(Report::decimal).collect(Collectors.joining(" / "));
    }

    private static void growth(StringBuilder out, Outcome.Growth growth) {
        out.append(String.format(
                Locale.ROOT,
                "**Cost of growth**, %s people beside %s, of %s bytes on the wire, heap %s; the larger number took "
                        + "%s adds a second to load:%n%n",
                number(growth.to()),
                number(growth.from()),
                number(growth.wireBytes()),
                growth.heap(),
                number(growth.addsPerSecond())));
        out.append(String.format(
                Locale.ROOT,
                "| operation | with %s | with %s | cost |%n|---|--:|--:|--:|%n",
                number(growth.from()),
                number(growth.to())));
        for (Outcome.GrowthRow row : growth.rows()) {
            line(
                    out,
                    row.title(),
                    number(row.smallPerSecond()) + "/s",
                    number(row.largePerSecond()) + "/s",
                    "× " + decimal(row.factor()) + " (wanted: ≤ " + decimal(row.wanted()) + ")");
        }
        out.append('\n');
    }

    private static void tail(StringBuilder out, Outcome.Tail tail) {
        out.append(String.format(
                Locale.ROOT,
                "**Tail**, %s leases, exact names at %s a second (half of the top rate, open loop, corrected for "
                        + "coordinated omission), %s leases a second ending and added again, %s renewed; µs:%n%n",
                number(tail.leases()),
                number(tail.perSecond()),
                number(tail.churnPerSecond()),
                number(tail.renewalsPerSecond())));
        out.append("| | p50 | p99 | p99.9 | longest |\n|---|--:|--:|--:|--:|\n");
        for (Outcome.Latencies row : tail.latencies()) {
            line(
                    out,
                    row.peer().title(),
                    number(row.p50Micros()),
                    number(row.p99Micros()),
                    number(row.p999Micros()),
                    number(row.maxMicros()));
        }
        out.append("\nWanted: p99.9 ≤ 10,000 µs, or ≤ 3 × the canned replies'.\n\n");
    }

    private static void flood(StringBuilder out, Outcome.Flood flood) {
        out.append(String.format(
                Locale.ROOT,
                "**A flood of connections**: %s that have bound and say nothing, and %s new ones a second that leave after "
                        + "a second without a word (%s could not connect). Exact names at %s a second on four connections "
                        + "have a p99 of %s µs alone, and %s µs beside them (wanted: ≤ %s).%n%n",
                number(flood.idle()),
                number(flood.newPerSecond()),
                number((double) flood.refused()),
                number(flood.othersPerSecond()),
                number(flood.aloneP99Micros()),
                number(flood.besideP99Micros()),
                number(flood.wantedP99Micros())));
    }

    private static void logons(StringBuilder out, Outcome.Logons logons) {
        out.append(String.format(
                Locale.ROOT,
                "**Logons**, on %d connections that stay open, one after the other on each:%n%n",
                logons.connections()));
        out.append("| bind | a second |\n|---|--:|\n");
        for (Outcome.LogonRow row : logons.rows()) {
            line(out, row.title(), number(row.perSecond()));
        }
        out.append('\n');
    }

    private static void access(StringBuilder out, Outcome.Access access) {
        out.append(String.format(
                Locale.ROOT,
                "**Security descriptors**: searches over %s people by somebody to whom none of them belongs, without "
                        + "descriptors and with %s different ones:%n%n",
                number(access.people()),
                number(access.descriptors())));
        out.append("| search | entries a second without | with | cost |\n|---|--:|--:|--:|\n");
        for (Outcome.AccessRow row : access.rows()) {
            line(
                    out,
                    row.title(),
                    number(row.withoutPerSecond()),
                    number(row.withPerSecond()),
                    percent(row.cost()) + " (wanted: ≤ " + percent(access.wantedCost()) + ")");
        }
        out.append('\n');
    }

    private static void timing(StringBuilder out, Outcome.Timing timing) {
        out.append("""
                **Timing**: what an asker who may not read an entry waits for the answer about it, and about one that is \
                not there; one client, both by turns; medians in µs:

                | operation | tries | there | not there | difference |
                |---|--:|--:|--:|--:|
                """);
        for (Outcome.TimingRow row : timing.rows()) {
            line(
                    out,
                    row.title(),
                    number(row.tries()),
                    decimal(row.oneMicros()),
                    decimal(row.otherMicros()),
                    percent(row.difference()) + " (wanted: ± " + percent(timing.wanted()) + ")");
        }
        out.append('\n');
    }

    private static String percent(double share) {
        return decimal(100 * share) + " %";
    }

    private static void soak(StringBuilder out, Outcome.Soak soak, String plotName) {
        out.append(String.format(
                Locale.ROOT,
                "**Soak**, %s minutes of %s writes a second, synced (%s at the most): adds, half as many deletes, and as many "
                        + "leases ending; %s leases of %d s each, heap %s; beside them %s refreshes and %s searches by "
                        + "exact name a second. Medians of the first and the last fifth; latencies in µs, open loop, "
                        + "corrected for coordinated omission:%n%n",
                soak.minutes(),
                number(soak.writesPerSecond()),
                number(soak.topPerSecond()),
                number(soak.leases()),
                soak.lifetimeSeconds(),
                soak.heap(),
                number(soak.refreshesPerSecond()),
                number(soak.lookupsPerSecond())));
        out.append("| | first | last | last ÷ first |\n|---|--:|--:|--:|\n");
        flatness(out, soak, "heap after collection (MiB)", Outcome.SoakSample::heapMiB);
        flatness(out, soak, "resident memory (MiB)", Outcome.SoakSample::residentMiB);
        flatness(out, soak, "files of the data directory (MiB)", Outcome.SoakSample::filesMiB);
        flatness(out, soak, "lookups' p50", Outcome.SoakSample::lookupP50Micros);
        flatness(out, soak, "lookups' p99", Outcome.SoakSample::lookupP99Micros);
        flatness(out, soak, "writes' p50", Outcome.SoakSample::writeP50Micros);
        flatness(out, soak, "writes' p99", Outcome.SoakSample::writeP99Micros);
        out.append(String.format(
                Locale.ROOT,
                "%nHeap after a full collection: %s MiB before, %s MiB after.%n%n![Over time](%s)%n%n",
                number(soak.liveBeforeMiB()),
                number(soak.liveAfterMiB()),
                plotName));
    }

    private static void flatness(
            StringBuilder out, Outcome.Soak soak, String title, ToDoubleFunction<Outcome.SoakSample> figure) {
        double first = soak.first(figure);
        double last = soak.last(figure);
        line(out, title, number(first), number(last), decimal(last / first));
    }

    private void environment(StringBuilder out) {
        Set<Environment> seen = new LinkedHashSet<>();
        outcomes.forEach(outcome -> seen.add(outcome.environment()));
        for (Environment e : seen) {
            List<Workload> measured = outcomes.stream()
                    .filter(o -> o.environment().equals(e))
                    .map(Outcome::workload)
                    .toList();
            String rounds = measured.stream().noneMatch(Workload::hasRounds)
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "; medians of %d rounds of %s s after at least %s s of warming up",
                            e.rounds(),
                            decimal(e.roundSeconds()),
                            decimal(e.warmUpSeconds()));
            out.append(String.format(
                    Locale.ROOT,
                    "Measured %s (%s): Rollcall %s, OpenLDAP %s, %s; %s, %d cores, %s, %s; %s%s.%n%n",
                    e.when(),
                    measured.stream().map(Workload::id).collect(Collectors.joining(", ")),
                    e.rollcall(),
                    e.openLdap(),
                    e.java(),
                    e.processor(),
                    e.cores(),
                    e.system(),
                    e.transport(),
                    e.pinning(),
                    rounds));
        }
    }

    private static void line(StringBuilder out, String... cells) {
        out.append("| ")
                .append(String.join(" | ", new ArrayList<>(List.of(cells))))
                .append(" |\n");
    }

    private static String rate(Outcome.Throughput row, Peer peer) {
        return row.of(peer).map(r -> number(r.perSecond())).orElse("–");
    }

    private static String latency(Outcome.Throughput row, Peer peer) {
        return row.of(peer)
                .map(r -> number(r.p50Micros()) + " / " + number(r.p99Micros()) + " / " + number(r.p999Micros()))
                .orElse("–");
    }

    private static String ratio(Optional<Double> ratio, double wanted, String sign) {
        String text = ratio.map(r -> decimal(r) + sign).orElse("–");
        return wanted == 0 ? text : text + " (wanted: " + decimal(wanted) + ")";
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Two digits after the point where they mean something, none in whole numbers. */
    static String decimal(double value) {
        String text = String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
