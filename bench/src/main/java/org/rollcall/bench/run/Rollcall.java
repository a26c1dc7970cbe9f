package org.rollcall.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rollcall.bench.load.Expectation;
import org.rollcall.bench.load.LoadClient;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.people.People;
import org.rollcall.bench.wire.Op;

/** Rollcall as its users start it, and filled as its users fill it: by adds. */
final class Rollcall {
    private static final Duration IMPORT_LIMIT = Duration.ofMinutes(30);

    private final Path root;
    private final List<String> command;
    private final Path folder;
    private final Pinning pinning;
    private final Optional<TestCertificate> certificate;

    /** In the command, {@code {port}} stands for the port. */
    Rollcall(Path root, String command, Path folder, Pinning pinning) {
        this(root, List.of(command.strip().split("\\s+", -1)), folder, pinning, Optional.empty());
    }

    private Rollcall(
            Path root, List<String> command, Path folder, Pinning pinning, Optional<TestCertificate> certificate) {
        this.root = root;
        this.command = List.copyOf(command);
        this.folder = folder;
        this.pinning = pinning;
        this.certificate = certificate;
    }

    /** The same with its entries in a new directory of the given folder, as durable as it is by default. */
    Rollcall durable(Path disk) throws IOException {
        return over(Files.createTempDirectory(disk, "rollcall"));
    }

    /** The same with its entries and accounts in that directory. */
    Rollcall over(Path data, String... flags) {
        String more = String.join(" ", flags);
        return new Rollcall(root, "./rollcall serve --port {port} --data " + data + " " + more, folder, pinning);
    }

    /** The same on other cores. */
    Rollcall on(Pinning other) {
        return new Rollcall(root, command, folder, other, certificate);
    }

    /** The same with every connection encrypted from its first octet on. */
    Rollcall under(TestCertificate other) {
        return new Rollcall(root, command, folder, pinning, Optional.of(other));
    }

    /** Has its launcher carry out another command, to its end; the first may build. */
    void command(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(root.resolve("rollcall").toString()));
        words.addAll(List.of(arguments));
        Commands.run(words, root, Files.createTempFile(folder, "command", ".log"));
    }

    String version() throws InterruptedException {
        String commit = Commands.output(
                        List.of("git", "-C", root.toString(), "describe", "--always", "--dirty", "--abbrev=10"))
                .strip();
        return commit.isEmpty() ? "of unknown version" : commit;
    }

    /** Starts an empty server; the first start may build. */
    ServerProcess start(String heap) throws IOException, InterruptedException {
        return start(Map.of("ROLLCALL_HEAP", heap));
    }

    /** The same with these variables of its environment. */
    ServerProcess start(Map<String, String> environment) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        List<String> withPort = new ArrayList<>();
        command.forEach(word -> withPort.add(word.replace("{port}", Integer.toString(port))));
        Target target = Target.port(port);
        if (certificate.isPresent()) {
            int tlsPort = ServerProcess.freePort();
            withPort.add("--tls.ports=" + tlsPort);
            withPort.add("--tls.certificate=" + certificate.get().certificate());
            withPort.add("--tls.key=" + certificate.get().key());
            target = Target.port(tlsPort).under(TestCertificate.client());
        }
        Path log = Files.createTempFile(folder, "rollcall", ".log");
        return ServerProcess.start(
                Peer.ROLLCALL,
                version(),
                pinning.server(withPort),
                environment,
                root,
                log,
                target,
                Duration.ofMinutes(10));
    }

    /** Adds people 0 to count - 1, each with an application. */
    static void addPeople(LoadClient client, Target target, long count, Duration lease) {
        int seconds = Math.toIntExact(lease.toSeconds());
        add(client, target, "people", count, serial -> People.addPerson(serial, seconds));
        add(client, target, "applications", count, serial -> People.addApplication(serial, seconds));
    }

    /** Adds people of few attributes, without applications. */
    static void addSlimPeople(LoadClient client, Target target, long count, Duration lease) {
        int seconds = Math.toIntExact(lease.toSeconds());
        add(client, target, "people", count, serial -> People.addSlimPerson(serial, seconds));
    }

    /** The same, each with a security descriptor (in its self-relative form), from number {@code first} on. */
    static void addGuardedPeople(
            LoadClient client,
            Target target,
            long first,
            long count,
            Duration lease,
            java.util.function.LongFunction<byte[]> descriptor) {
        int seconds = Math.toIntExact(lease.toSeconds());
        add(
                client,
                target,
                "people with descriptors",
                count,
                serial -> People.addSlimPerson(first + serial, seconds, descriptor.apply(first + serial)));
    }

    private static void add(
            LoadClient client,
            Target target,
            String what,
            long count,
            java.util.function.LongFunction<byte[]> operation) {
        Measurement measured = client.run(
                target,
                new Loads.Closed(
                        4,
                        32,
                        RequestSource.each(0, count, operation),
                        Expectation.success(Op.ADD_RESPONSE),
                        IMPORT_LIMIT));
        if (measured.completed() != count) {
            throw new IllegalStateException("only " + measured.completed() + " of " + count + " added");
        }
        Progress.say(String.format(Locale.ROOT, "  added %,d %s, %,.0f a second", count, what, measured.perSecond()));
    }
}
