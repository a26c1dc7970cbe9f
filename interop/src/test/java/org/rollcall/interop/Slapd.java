package org.rollcall.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** OpenLDAP with its overlay {@code dds}, for comparison. */
final class Slapd implements AutoCloseable {
    static final String ADMINISTRATOR = "cn=admin,o=Intranet";
    static final String PASSWORD = "secret";

    private final Path folder;
    private final int port;

    private Slapd(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts it; {@code limits} are seconds between sweeps, longest lease in seconds, most dynamic entries. */
    static Slapd start(Object... limits) {
        Path folder = Workplace.newFolder("slapd");
        int port = Workplace.freePort();
        List<String> arguments = new ArrayList<>(List.of("up", folder.toString(), Integer.toString(port)));
        for (Object limit : limits) {
            arguments.add(limit.toString());
        }
        Program.of(Peer.script("slapd.sh").toString()).with(arguments).run().expect(0);
        return new Slapd(folder, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        Program.of(Peer.script("slapd.sh").toString(), "down", folder.toString())
                .run()
                .expect(0);
    }
}
