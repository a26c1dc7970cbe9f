package org.rollcall.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rollcall.bench.load.LoadFailedException;
import org.rollcall.bench.people.People;
import org.rollcall.bench.wire.Filters;
import org.rollcall.bench.wire.Requests;
import org.rollcall.bench.wire.Requests.Scope;
import org.rollcall.bench.wire.Template;

/** What an entry costs in Rollcall's heap, held against what it measures on the wire. */
final class MemoryRun {
    private static final int SAMPLES = 1_000;

    private MemoryRun() {}

    static Outcome.Memory run(Bench bench, SideBySide servers) throws IOException, InterruptedException {
        Progress.say("");
        Progress.say("memory for each entry");
        ServerProcess server = servers.server(Peer.ROLLCALL);
        server.resume();
        int entries = 2 * servers.people();
        double live = LiveHeap.bytes(server.pid());
        double retained = (live - servers.emptyHeapBytes()) / entries;
        double wire = (wireBytes(server, People.personDn(People.NAME_TEMPLATE), servers.people())
                        + wireBytes(server, People.applicationDn(People.NAME_TEMPLATE), servers.people()))
                / 2;
        long resident = server.peakMemoryMiB();
        server.pause();
        Progress.say(String.format(
                Locale.ROOT, "  %,.0f bytes retained for each entry of %,.0f bytes on the wire", retained, wire));
        return new Outcome.Memory(Workload.MEMORY, bench.environment(), entries, retained, wire, resident);
    }

    /** The mean size of these entries' SearchResultEntry messages with all user attributes. */
    static double wireBytes(ServerProcess server, String dn, int people) throws IOException {
        Template request = Template.of(Requests.search(dn, Scope.BASE, Filters.present("objectClass"), List.of("*")));
        int count = Math.min(SAMPLES, people);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.addAll(Sample.take(server.target(), List.of(request), (long) i * people / count));
        }
        if (samples.stream().anyMatch(sample -> sample.entries() != 1)) {
            throw new LoadFailedException("an entry is missing: " + dn);
        }
        return samples.stream().mapToLong(Sample::entryBytes).average().orElseThrow();
    }
}
