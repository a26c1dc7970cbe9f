package org.rollcall.bench.run;

import java.nio.file.Path;
import java.util.Set;
import org.rollcall.bench.load.LoadClient;

/** What every measurement of one run shares. */
record Bench(
        Scale scale,
        Pinning pinning,
        Path folder,
        Rollcall rollcall,
        LoadClient client,
        Set<Peer> peers,
        Environment environment) {
    Bench {
        peers = Set.copyOf(peers);
    }
}
