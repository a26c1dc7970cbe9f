package org.rollcall.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.bench.run.Outcome.Ending;
import org.rollcall.bench.run.Outcome.StartRow;
import org.rollcall.bench.run.Outcome.StartTimes;

class StartTest {
    static Outcome.Start start() {
        return new Outcome.Start(
                Workload.START,
                ReportTest.ENVIRONMENT,
                List.of(
                        new StartRow(
                                Peer.ROLLCALL,
                                2_000_000,
                                8,
                                List.of(
                                        new StartTimes(Ending.SIGKILL, 6.5, 0.4),
                                        new StartTimes(Ending.SIGTERM, 5.25, 0.3),
                                        new StartTimes(Ending.SIGKILL, 6, 0.35))),
                        new StartRow(Peer.OPENLDAP, 1_000_000, 0, List.of(new StartTimes(Ending.SIGKILL, 0.04, 2.5)))));
    }

    @Test
    void everyStartIsToldByTheEndBeforeIt() {
        assertThat(new Report(List.of(start())).markdown("p.svg"))
                .contains("| Rollcall | 2,000,000 | 5.25 | 6.5 / 6 | 6.5 (wanted: ≤ 8) | 0.4 / 0.3 / 0.35 |")
                .contains("| OpenLDAP | 1,000,000 | – | 0.04 | 0.04 | 2.5 |")
                .doesNotContain("medians of 5 rounds");
    }

    @Test
    void theServerMayUseBothCoresAndTheTableSaysSo() {
        Pinning one = new Pinning("0", 1, true);
        assertThat(one.server(List.of("slapd"))).containsExactly("taskset", "-c", "0", "slapd");
        assertThat(one.describe()).isEqualTo("server on core 0, load on core 1");
        Pinning both = one.withBothForServer();
        assertThat(both.server(List.of("slapd"))).containsExactly("taskset", "-c", "0,1", "slapd");
        assertThat(ReportTest.ENVIRONMENT.on(both).pinning()).isEqualTo("server on cores 0,1, load on core 1");
    }

    @Test
    void withoutPinningTheCommandStaysAsItIs() {
        Pinning none = new Pinning("0", 1, false).withBothForServer();
        assertThat(none.server(List.of("slapd"))).containsExactly("slapd");
        assertThat(none.describe()).isEqualTo("nothing pinned");
    }
}
