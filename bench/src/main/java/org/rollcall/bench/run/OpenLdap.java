package org.rollcall.bench.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.people.People;

/**
 * OpenLDAP at its fastest honest setting: mdb, as a rule without synchronous commits and on a memory-backed file system,
 * with the dds overlay, the indexes that Rollcall has, no log, and leave for anyone to write.
 */
final class OpenLdap {
    private static final Pattern VERSION = Pattern.compile("slapd (\\d[\\w.]*)");
    private static final List<Path> MODULES = List.of(
            Path.of("/usr/lib/ldap"),
            Path.of("/usr/lib64/openldap"),
            Path.of("/usr/lib/openldap"),
            Path.of("/usr/libexec/openldap"));
    private static final List<Path> SCHEMAS = List.of(
            Path.of("/etc/ldap/schema"), Path.of("/etc/openldap/schema"), Path.of("/usr/share/openldap/schema"));

    private final Path home;
    private final Path configuration;
    private final boolean encrypted;

    private OpenLdap(Path home, Path configuration, boolean encrypted) {
        this.home = home;
        this.configuration = configuration;
        this.encrypted = encrypted;
    }

    static boolean isInstalled() {
        return Commands.exists("slapd") && Commands.exists("slapadd");
    }

    static String version() throws IOException, InterruptedException {
        Matcher matcher =
                VERSION.matcher(Commands.output(List.of(Commands.find("slapd").toString(), "-VV")));
        return matcher.find() ? matcher.group(1) : "of unknown version";
    }

    /** What it does before it answers a write. */
    enum Commits {
        /** mdb's {@code dbnosync}: nothing. */
        UNSYNCED,
        /** Its default: it waits for the disk. */
        SYNCED
    }

    /** Its files, in a new folder of the given one, with so many people. */
    static OpenLdap filled(Path folder, long people, Duration lease, Commits commits)
            throws IOException, InterruptedException {
        return filled(folder, people, lease, commits, Optional.empty());
    }

    /**
     * The same, under TLS where there is a certificate.
     *
     * @param certificate with which every connection is encrypted from its first octet on
     */
    static OpenLdap filled(
            Path folder, long people, Duration lease, Commits commits, Optional<TestCertificate> certificate)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(folder, "openldap");
        Files.createDirectory(home.resolve("db"));
        Path schema = home.resolve("ils.schema");
        try (InputStream resource = OpenLdap.class.getResourceAsStream("ils.schema")) {
            if (resource == null) {
                throw new IOException("ils.schema is missing");
            }
            Files.copy(resource, schema);
        }
        Path configuration = home.resolve("slapd.conf");
        Files.writeString(configuration, configuration(home, schema, commits, certificate));
        slapadd(home, configuration, out -> out.append("""
                dn: o=Intranet
                objectClass: organization
                o: Intranet

                dn: ou=Dynamic,o=Intranet
                objectClass: organizationalUnit
                ou: Dynamic

                """));
        slapadd(
                home,
                configuration,
                out -> People.writeLdif(out, people, Math.toIntExact(lease.toSeconds()), Instant.now()));
        return new OpenLdap(home, configuration, certificate.isPresent());
    }

    /** Starts it over its files as they are. */
    ServerProcess start(Pinning pinning) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        Target target = encrypted ? Target.port(port).under(TestCertificate.client()) : Target.port(port);
        List<String> command = List.of(
                Commands.find("slapd").toString(),
                "-d",
                "0",
                "-h",
                (encrypted ? "ldaps" : "ldap") + "://127.0.0.1:" + port + "/",
                "-f",
                configuration.toString());
        return ServerProcess.start(
                Peer.OPENLDAP,
                version(),
                pinning.server(command),
                Map.of(),
                home,
                home.resolve("slapd.log"),
                target,
                Duration.ofSeconds(60));
    }

    private static String configuration(Path home, Path schema, Commits commits, Optional<TestCertificate> certificate)
            throws IOException {
        Path modules = firstThere(MODULES);
        Path schemas = firstThere(SCHEMAS);
        String tls = certificate
                .map(files -> "TLSCertificateFile " + files.certificate() + "\nTLSCertificateKeyFile " + files.key())
                .orElse("");
        return """
                include %1$s/core.schema
                include %1$s/cosine.schema
                include %1$s/inetorgperson.schema
                include %2$s
                modulepath %3$s
                moduleload back_mdb
                moduleload dds
                pidfile %4$s/slapd.pid
                loglevel 0
                sizelimit unlimited
                timelimit unlimited
                conn_max_pending 100000
                %6$s
                allow bind_v2 update_anon
                database mdb
                suffix o=Intranet
                directory %4$s/db
                maxsize 17179869184
                %5$s
                index objectClass,entryExpireTimestamp eq
                index cn,uid,mail eq,subinitial
                access to * by * manage
                overlay dds
                dds-max-ttl 31557600
                dds-min-ttl 1
                dds-default-ttl 600
                dds-interval 5
                """.formatted(schemas, schema, modules, home, commits == Commits.SYNCED ? "" : "dbnosync", tls);
    }

    private static Path firstThere(List<Path> candidates) throws IOException {
        return candidates.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IOException("none of " + candidates + " is there"));
    }

    @FunctionalInterface
    private interface Ldif {
        void writeTo(Writer out) throws IOException;
    }

    private static void slapadd(Path home, Path configuration, Ldif ldif) throws IOException, InterruptedException {
        Path log = home.resolve("slapadd.log");
        Process process = new ProcessBuilder(Commands.find("slapadd").toString(), "-q", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        boolean written = true;
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), 1 << 16)) {
            ldif.writeTo(out);
        } catch (IOException e) {
            written = false;
        }
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        if (!written || !ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("slapadd failed:\n" + Files.readString(log));
        }
    }
}
