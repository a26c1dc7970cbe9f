package org.rollcall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.rollcall.server.tls.SelfSigned;
import org.rollcall.server.tls.TlsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollcall tls self-signed}: a certificate and its key, in files. */
@Command(
        name = "self-signed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a certificate that nobody vouches for but itself, and its key: for a first try, or for clients that"
                    + " are given a copy of the certificate.",
            "Without --name it is for this machine's names and addresses, as far as they can be found."
        },
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            StoreCommand.CODE_DONE,
            StoreCommand.CODE_FAILED,
            "2:flags were not understood",
            StoreCommand.CODE_REFUSED
        })
final class SelfSignedCommand implements Callable<Integer> {
    private static final int LONGEST_DAYS = 36_500;
    private static final String LOCALHOST = "localhost";

    private final Path folder;
    private final SecureRandom random;
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "tls",
            description = "The directory for certificate.pem and key.pem; made when missing (default: tls)")
    @SuppressWarnings("NullAway.Init") // has a default
    private Path directory;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Host name or address by which clients know the server; may be repeated")
    private List<String> names = new ArrayList<>();

    @Option(names = "--days", paramLabel = "N", description = "How long it is valid (default: 365)")
    private int days = 365;

    @Option(names = "--force", description = "Also where there are such files already: they are replaced")
    private boolean force;

    SelfSignedCommand(Path folder, SecureRandom random, InstantSource clock) {
        this.folder = folder;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (days < 1 || days > LONGEST_DAYS) {
            throw new ParameterException(
                    spec.commandLine(), "--days=" + days + ": from 1 to " + LONGEST_DAYS + " days are possible");
        }
        Path place = folder.resolve(directory).toAbsolutePath().normalize();
        Path certificate = place.resolve("certificate.pem");
        Path key = place.resolve("key.pem");
        PrintWriter err = spec.commandLine().getErr();
        for (Path each : List.of(certificate, key)) {
            if (!force && Files.exists(each)) {
                err.println("rollcall: " + each + " is there already; --force replaces it");
                return StoreCommand.REFUSED;
            }
        }
        List<String> all = names.isEmpty() ? ownNames() : names;
        Instant now = clock.instant();
        try {
            SelfSigned made = SelfSigned.make(all, now, Duration.ofDays(days), random);
            Files.createDirectories(place);
            write(key, made.key());
            write(certificate, made.certificate());
            Files.setPosixFilePermissions(certificate, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (TlsException e) {
            throw new ParameterException(spec.commandLine(), "--name: " + e.text(), e);
        } catch (IOException | UnsupportedOperationException e) {
            err.println("rollcall: cannot write to " + place + ": " + e);
            return Main.FAILED;
        }
        tell(certificate, key, all, now.plus(Duration.ofDays(days)));
        return Main.DONE;
    }

    private void tell(Path certificate, Path key, List<String> all, Instant end) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Made " + certificate + ", for " + String.join(", ", all) + ", valid until " + Amounts.time(end)
                + ", and its key " + key + ", which only you may read.");
        out.println("Next:");
        out.println("  rollcall serve --tls.certificate " + certificate + " --tls.key " + key + " --tls.ports 636");
        out.println("or in rollcall.yaml:");
        out.println("  tls:");
        out.println("    certificate: " + certificate);
        out.println("    key: " + key);
        out.println("    ports: [636]");
        out.println("Clients believe it once they have a copy of the certificate:");
        out.println("  LDAPTLS_CACERT=" + certificate + " ldapsearch -x -H ldaps://" + all.getFirst()
                + " -b o=Intranet '(objectClass=*)'");
    }

    private static void write(Path file, String text) throws IOException {
        try (WholeFile whole = WholeFile.begin(file)) {
            whole.stream().write(text.getBytes(StandardCharsets.US_ASCII));
            whole.finish();
        }
    }

    /** The names and addresses by which this machine is known to itself. */
    private static List<String> ownNames() {
        Set<String> found = new LinkedHashSet<>();
        try {
            InetAddress own = InetAddress.getLocalHost();
            for (String name : List.of(own.getCanonicalHostName(), own.getHostName())) {
                if (!isAddress(name)) {
                    found.add(name);
                }
            }
        } catch (UnknownHostException e) {
            // A machine without a name in the network has addresses all the same.
        }
        found.add(LOCALHOST);
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(each.getInetAddresses())) {
                    if (!address.isLinkLocalAddress()) {
                        found.add(address.getHostAddress().replaceFirst("%.*", ""));
                    }
                }
            }
        } catch (SocketException e) {
            found.add("127.0.0.1");
        }
        return List.copyOf(found);
    }

    private static boolean isAddress(String name) {
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
