package org.rollcall.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.server.fakes.RecordingLogger;
import org.rollcall.server.metrics.LoopCounters;

class OperationLogTest {
    private final LoopCounters counters = new LoopCounters();
    private final RecordingLogger told = new RecordingLogger();
    private final OperationLog log = new OperationLog(counters, Optional.empty(), told);

    @Test
    void faultsOfOursAreTold() {
        log.failed(LogLab.CLIENT, new LdapMessage(1, new UnbindRequest()), new IllegalStateException("one"));
        log.stumbled(LogLab.CLIENT, new IllegalStateException("two"));

        assertThat(counters.failures()).isEqualTo(1);
        assertThat(counters.routineFailures()).isEqualTo(1);
        assertThat(told.messages()).hasSize(2);
        assertThat(told.messages().getFirst()).contains("192.0.2.7:50123", "UnbindRequest");
        assertThat(told.messages().getLast()).contains("192.0.2.7:50123", "undecoded");
        assertThat(told.causes()).extracting(Throwable::getMessage).containsExactly("one", "two");
    }

    @Test
    void manyAreCountedButNotTold() {
        for (int i = 0; i < 1_000; i++) {
            log.stumbled(LogLab.CLIENT, new IllegalStateException());
        }
        assertThat(counters.routineFailures()).isEqualTo(1_000);
        assertThat(told.messages()).hasSize(100);
    }
}
