package org.rollcall.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.bench.run.Outcome.SoakSample;
import org.xml.sax.InputSource;

class SoakTest {
    static Outcome.Soak soak(List<SoakSample> samples) {
        return new Outcome.Soak(
                Workload.SOAK,
                ReportTest.ENVIRONMENT,
                "2g",
                500_000,
                200,
                10_000,
                5_000,
                1_250,
                2_000,
                300,
                310,
                samples);
    }

    /** Twenty intervals of a minute; what the argument stands for grows by one in each, p99 of lookups falls. */
    private static List<SoakSample> samples() {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new SoakSample(60.0 * i, 300 + i, 1_000, 200, 80, 10_000.0 / i, 900, 4_000))
                .toList();
    }

    private static List<Long> next(LongSupplier serials, int count) {
        return LongStream.generate(serials).limit(count).boxed().toList();
    }

    @Test
    void thePaceIsTheWantedRateOrBelow() {
        SoakPace pace = SoakPace.of(500_000, 5_000);
        assertThat(pace.lifetimeSeconds()).isEqualTo(200);
        assertThat(pace.writesPerSecond()).isEqualTo(5_000.0);
        assertThat(pace.refreshedLeaseSeconds()).isEqualTo(150);
        assertThat(pace.turnsPerSecond() * pace.lifetimeSeconds()).isEqualTo(250_000);
    }

    @Test
    void noLifetimeIsTooShortForAPauseOfSomeSeconds() {
        SoakPace pace = SoakPace.of(1_000, 1e9);
        assertThat(pace.lifetimeSeconds()).isEqualTo(24);
        assertThat(pace.refreshedLeaseSeconds()).isEqualTo(18);
    }

    @Test
    void whoIsAddedRefreshedLookedUpAndDeletedIsThereThen() {
        SoakTurns turns = new SoakTurns(100);
        Set<Long> there = new HashSet<>(next(turns.adds(), 50));
        for (int i = 0; i < 50; i++) {
            assertThat(there.add(turns.adds().getAsLong())).isTrue();
            assertThat(turns.refreshes().getAsLong()).isEqualTo(i);
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(there.add(turns.adds().getAsLong())).isTrue();
            assertThat(there).contains(turns.refreshes().getAsLong());
            assertThat(there.remove(turns.deletes().getAsLong())).isTrue();
            assertThat(there).hasSize(100).containsAll(next(turns.lookups(), 20));
        }
    }

    @Test
    void lookupsLeaveOutWhoJustCameOrIsAboutToGo() {
        SoakTurns turns = new SoakTurns(100);
        next(turns.adds(), 100);
        assertThat(next(turns.lookups(), 2_000))
                .allMatch(serial -> serial >= 25 && serial < 75)
                .contains(25L, 74L);
    }

    @Test
    void whatCollectionsLeaveIsReadOfEveryCollector() {
        assertThat(GcLog.least(List.of(
                        "[1.0s][info][gc] Using G1",
                        "[2.0s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 300M->120M(2048M) 2.1ms",
                        "[3.0s][info][gc] GC(1) Pause Remark 130M->110M(2048M) 1.2ms",
                        "[3.1s][info][gc] GC(1) Concurrent Mark Cycle 12.3ms")))
                .hasValue(110);
        assertThat(GcLog.least(
                        List.of("[1s][info][gc] GC(0) Minor Collection (Allocation Rate) 512M(25%)->78M(4%) 0.1s")))
                .hasValue(78);
        assertThat(GcLog.least(List.of("[1s][info][gc] Using G1"))).isEmpty();
    }

    @Test
    void eachReadingOfTheCollectorsLogGoesOnWhereTheLastEnded(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("gc.log"), "GC(0) Pause Young 30M->10M(64M)\n");
        GcLog log = new GcLog(file);
        assertThat(log.leastSinceLastCall()).hasValue(10);
        assertThat(log.leastSinceLastCall()).isEmpty();
        Files.writeString(file, Files.readString(file) + "GC(1) Pause Young 40M->20M(64M)\n");
        assertThat(log.leastSinceLastCall()).hasValue(20);
    }

    @Test
    void theSizeOfAFolderIsThatOfAllItsFiles(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("a"), new byte[100]);
        Files.write(Files.createDirectory(folder.resolve("b")).resolve("c"), new byte[23]);
        assertThat(SoakRun.fileBytes(folder)).isEqualTo(123);
    }

    @Test
    void fifthsAreMediansOfTheBeginningAndTheEnd() {
        Outcome.Soak soak = soak(samples());
        assertThat(soak.first(SoakSample::heapMiB)).isEqualTo(302.5);
        assertThat(soak.last(SoakSample::heapMiB)).isEqualTo(318.5);
        Outcome.Soak one = soak(samples().subList(0, 1));
        assertThat(one.first(SoakSample::heapMiB)).isEqualTo(one.last(SoakSample::heapMiB));
    }

    @Test
    void longRunsAreMadeOnlyWhenAskedFor() {
        assertThat(Workload.byDefault())
                .hasSize(Workload.values().length - 2)
                .doesNotContain(Workload.START, Workload.SOAK);
    }

    @Test
    void theTableHoldsTheEndAgainstTheBeginning() {
        assertThat(new Report(List.of(soak(samples()))).markdown("p.svg"))
                .contains(
                        "**Soak**, 20 minutes of 5,000 writes a second, synced (10,000 at the most)",
                        "500,000 leases of 200 s each")
                .contains("| resident memory (MiB) | 1,000 | 1,000 | 1 |")
                .contains("| lookups' p99 | 4,167 | 541 | 0.13 |")
                .contains("300 MiB before, 310 MiB after", "![Over time](p-soak.svg)")
                .doesNotContain("medians of 5 rounds");
    }

    @Test
    void thePictureHasALineForEachFigureWithinItsFrame(@TempDir Path folder) throws Exception {
        new Report(List.of(soak(samples()))).writeTo(folder.resolve("p.md"), folder.resolve("p.svg"));
        String svg = Files.readString(folder.resolve("p-soak.svg"));
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        var lines = document.getElementsByTagName("polyline");
        assertThat(lines.getLength()).isEqualTo(7);
        for (int i = 0; i < lines.getLength(); i++) {
            String points = lines.item(i).getAttributes().getNamedItem("points").getNodeValue();
            for (String point : points.split(" ", -1)) {
                String[] at = point.split(",", -1);
                assertThat(Double.parseDouble(at[0])).isBetween(84.0, 928.0);
                assertThat(Double.parseDouble(at[1])).isBetween(62.0, 722.0);
            }
        }
        assertThat(svg).contains("20 minutes, 500,000 leases, 5,000 writes a second", "first fifth 80 and 4,167");
    }

    @Test
    void theMarksOfAScaleAreFewAndRound() {
        assertThat(SoakPlot.niceStep(20)).isEqualTo(10);
        assertThat(SoakPlot.niceStep(340)).isEqualTo(100);
        assertThat(SoakPlot.niceStep(0.8)).isEqualTo(0.2);
        assertThat(SoakPlot.niceStep(1_100)).isEqualTo(500);
    }
}
