package org.rollcall.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.bench.canned.ReplySizes;
import org.rollcall.bench.load.LoadFailedException;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.wire.Template;

/** The canned-reply server as a process of its own, like the servers it is the ceiling of. */
final class Canned {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Canned() {}

    /** @param certificate with which every connection is encrypted from its first octet on */
    static ServerProcess start(Path folder, Pinning pinning, Optional<TestCertificate> certificate)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        Path log = Files.createTempFile(folder, "canned", ".log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "org.rollcall.bench.Main",
                "canned",
                "--port",
                Integer.toString(port)));
        Target target = Target.port(port);
        if (certificate.isPresent()) {
            command.add("--certificate=" + certificate.get().certificate());
            command.add("--key=" + certificate.get().key());
            target = target.under(TestCertificate.client());
        }
        return ServerProcess.start(
                Peer.CANNED, "", pinning.server(command), Map.of(), folder, log, target, Duration.ofSeconds(60));
    }

    /**
     * From now on, answers of these sizes: returns when a search is answered so.
     *
     * @throws LoadFailedException where that takes too long
     */
    static void answerWith(ServerProcess canned, ReplySizes sizes) throws IOException {
        canned.tell(sizes.entries() + " " + sizes.entryBytes() + " " + sizes.resultBytes());
        List<Template> search = List.of(Dialect.exact().template());
        long start = System.nanoTime();
        while (Sample.take(canned.target(), search, 0).getFirst().entries() != sizes.entries()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new LoadFailedException("the canned-reply server does not answer with " + sizes);
            }
        }
    }
}
