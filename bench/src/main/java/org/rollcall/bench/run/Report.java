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

    /** Puts the tables between the page's markers (a new page where there is none), and the plot beside it. */
    public void writeTo(Path page, Path plot) throws IOException {
        String before = Files.exists(page) ? Files.readString(page) : NEW_PAGE;
        Path folder = page.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(page, between(before, markdown(plot.getFileName().toString())));
        Files.writeString(plot, new Plot(throughputs()).svg());
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
                case Outcome.Growth growth -> growth(out, growth);
                case Outcome.Tail tail -> tail(out, tail);
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
                "**Durable writes**, both servers syncing what they answer to the same disk, %s people at the beginning; "
                        + "a second:%n%n",
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

    private void environment(StringBuilder out) {
        Set<Environment> seen = new LinkedHashSet<>();
        outcomes.forEach(outcome -> seen.add(outcome.environment()));
        for (Environment e : seen) {
            List<String> measured = outcomes.stream()
                    .filter(o -> o.environment().equals(e))
                    .map(o -> o.workload().id())
                    .toList();
            out.append(String.format(
                    Locale.ROOT,
                    "Measured %s (%s): Rollcall %s, OpenLDAP %s, %s; %s, %d cores, %s, %s; %s; medians of %d rounds of %s s "
                            + "after at least %s s of warming up.%n%n",
                    e.when(),
                    String.join(", ", measured),
                    e.rollcall(),
                    e.openLdap(),
                    e.java(),
                    e.processor(),
                    e.cores(),
                    e.system(),
                    e.transport(),
                    e.pinning(),
                    e.rounds(),
                    decimal(e.roundSeconds()),
                    decimal(e.warmUpSeconds())));
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
