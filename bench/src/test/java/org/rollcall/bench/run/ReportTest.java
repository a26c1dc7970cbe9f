package org.rollcall.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.bench.run.Outcome.Latencies;
import org.rollcall.bench.run.Outcome.Rates;
import org.xml.sax.InputSource;

class ReportTest {
    static final Environment ENVIRONMENT = new Environment(
            "2026-01-01T00:00:00Z",
            "a processor",
            2,
            "Linux 6",
            "Java 25",
            "abc",
            "2.5.13",
            "epoll",
            "pinned",
            5,
            5,
            20);

    @TempDir
    private Path folder;

    private static Rates rates(Peer peer, double perSecond) {
        return new Rates(peer, perSecond, List.of(perSecond), 60, 120, 900, 20, 300);
    }

    private static Outcome.Throughput exact() {
        return new Outcome.Throughput(
                Workload.EXACT,
                ENVIRONMENT,
                100_000,
                370,
                List.of(rates(Peer.OPENLDAP, 25_000), rates(Peer.ROLLCALL, 110_000), rates(Peer.CANNED, 125_000)));
    }

    private static List<Outcome> everyKind() {
        return List.of(
                exact(),
                new Outcome.Throughput(
                        Workload.PREFIX, ENVIRONMENT, 1_000_000, 3_700, List.of(rates(Peer.OPENLDAP, 5_000))),
                new Outcome.Memory(Workload.MEMORY, ENVIRONMENT, 2_000_000, 700.4, 480.6, 3_000),
                new Outcome.Scan(Workload.INFIX, ENVIRONMENT, 1_000_000, 2_500_000, 90_000, 200, 350, 1_000),
                new Outcome.Tail(
                        Workload.TAIL,
                        ENVIRONMENT,
                        2_000_000,
                        100_000,
                        1_700,
                        3_400,
                        List.of(new Latencies(Peer.ROLLCALL, 40, 200, 2_000, 9_000))),
                new Outcome.Durable(
                        Workload.DURABLE,
                        ENVIRONMENT,
                        100_000,
                        List.of(
                                new Outcome.DurableRow("registrations", 3_000, 12_000, 300, 1.5, 0),
                                new Outcome.DurableRow("refresh", 95_000, 100_000, 0, 0, 0.95)),
                        List.of(new Outcome.DurableLookups(Peer.ROLLCALL, 100, 150))),
                StartTest.start(),
                new Outcome.Logons(
                        Workload.LOGON,
                        ENVIRONMENT,
                        8,
                        List.of(new Outcome.LogonRow("SASL NTLM", 9_000, List.of(8_900.0, 9_000.0)))),
                new Outcome.Access(
                        Workload.ACCESS,
                        ENVIRONMENT,
                        100_000,
                        1_000,
                        0.15,
                        List.of(new Outcome.AccessRow("everybody is found", 1_100_000, 1_000_000))),
                new Outcome.Timing(
                        Workload.TIMING, ENVIRONMENT, 0.05, List.of(new Outcome.TimingRow("compare", 10_000, 40, 39))),
                new Outcome.Flood(Workload.FLOOD, ENVIRONMENT, 10_000, 1_000, 0, 300, 4_000, 1_000, 50_000),
                new Outcome.Growth(
                        Workload.GROWTH,
                        ENVIRONMENT,
                        10_000,
                        10_000_000,
                        "10g",
                        170,
                        60_000,
                        List.of(new Outcome.GrowthRow("exact", 120_000, 100_000, 1.5))),
                SoakTest.soak(List.of(new Outcome.SoakSample(5, 320, 1_000, 200, 80, 900, 900, 4_000))));
    }

    @Test
    void ratiosAndWantedOnesStandInTheTable() {
        assertThat(new Report(List.of(exact())).markdown("p.svg"))
                .contains("| exact name, 8 × 1 (operations/s) | 100,000 | 25,000 | 110,000 | 125,000 "
                        + "| 4.4 × (wanted: 4) | 0.88 (wanted: 0.8) |")
                .contains("| exact name, 8 × 1 | 60 / 120 / 900 |")
                .doesNotContain("Tail");
    }

    @Test
    void everyKindOfOutcomeIsTold() {
        assertThat(new Report(everyKind()).markdown("p.svg"))
                .contains("700 bytes of heap", "481 bytes on the wire (wanted: ≤ 831)")
                .contains("2,500,000 entries a second", "× 1.75 (wanted: ≤ 2)")
                .contains("| Rollcall | 40 | 200 | 2,000 | 9,000 |")
                .contains("| registrations | 300 | 3,000 | 12,000 | 10 × (wanted: 1.5) | 0.25 |")
                .contains("| refresh | – | 95,000 | 100,000 | – | 0.95 (wanted: 0.95) |")
                .contains("100 µs alone, 150 µs beside registrations at full rate, × 1.5 (wanted: ≤ 2)")
                .contains("× 1.2 (wanted: ≤ 1.5)")
                .contains("on 8 connections", "| SASL NTLM | 9,000 |")
                .contains("| everybody is found | 1,100,000 | 1,000,000 | 10 % (wanted: ≤ 15 %) |")
                .contains("| compare | 10,000 | 40 | 39 | -2.5 % (wanted: ± 5 %) |")
                .contains("| prefix search with 10 results, 8 × 1 (operations/s) | 1,000,000 | 5,000 | – | – |");
    }

    @Test
    void proseAroundTheMarkersStays() throws IOException {
        Path page = folder.resolve("performance.md");
        Report report = new Report(List.of(exact()));
        report.writeTo(page, folder.resolve("performance.svg"));
        String first = Files.readString(page);
        Files.writeString(page, first.replace("# Performance\n", "# Performance\n\nWhat this means.\n") + "\nAfter.\n");
        report.writeTo(page, folder.resolve("performance.svg"));
        assertThat(Files.readString(page))
                .startsWith("# Performance\n\nWhat this means.\n")
                .endsWith("\nAfter.\n")
                .containsOnlyOnce("| exact name, 8 × 1 (operations/s) |");
    }

    @Test
    void aPageWithoutMarkersIsLeftAlone() throws IOException {
        Path page = Files.writeString(folder.resolve("performance.md"), "# Mine\n");
        assertThatThrownBy(() -> new Report(List.of(exact())).writeTo(page, folder.resolve("p.svg")))
                .isInstanceOf(IOException.class);
        assertThat(page).hasContent("# Mine\n");
    }

    @Test
    void rawResultsComeBackAsTheyWere() throws IOException {
        RawResults results = new RawResults(folder.resolve("results"));
        for (Outcome outcome : everyKind()) {
            results.save(outcome);
        }
        assertThat(results.load()).containsExactlyInAnyOrderElementsOf(everyKind());
    }

    @Test
    void thePlotIsWellFormedAndItsBarsStayOnTheirTrack() throws Exception {
        String svg = new Plot(List.of(exact())).svg();
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 3 + 3);
        assertThat(svg)
                .contains("class=\"rollcall\" x=\"28\" y=\"105\" width=\"545.6\"")
                .contains("4.4 × OpenLDAP, 88 % of the ceiling");
    }

    @Test
    void numbersAreWrittenShortly() {
        assertThat(Report.decimal(4)).isEqualTo("4");
        assertThat(Report.decimal(0.85)).isEqualTo("0.85");
        assertThat(Report.decimal(12.34)).isEqualTo("12.3");
        assertThat(Report.decimal(100)).isEqualTo("100");
        assertThat(Report.number(1_234_567.8)).isEqualTo("1,234,568");
    }
}
