package org.rollcall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rollcall.server.config.EffectiveSettings;
import org.rollcall.server.config.Settings;
import org.rollcall.server.config.TlsSettings;
import org.slf4j.LoggerFactory;

/** A server from its start to its end, with its log. */
final class Serving implements AutoCloseable {
    private final Settings settings;
    private final RunningServer server;
    private final Logging logging;

    private Serving(Settings settings, RunningServer server, Logging logging) {
        this.settings = settings;
        this.server = server;
        this.logging = logging;
    }

    /**
     * Starts a server and says where it is.
     *
     * @throws StartException where it can't, with what the operator can do
     */
    static Serving start(EffectiveSettings effective, PrintWriter out) throws StartException {
        // Not System.out, which keeps it to itself when a disk is full.
        Logging logging = Logging.start(effective.settings().log(), new FileOutputStream(FileDescriptor.out));
        Startup.Started started =
                new Startup(settings -> RunningServer.start(settings, logging.accessLines())).start(effective);
        List<String> lines = new ArrayList<>(started.notes());
        lines.addAll(Banner.lines(
                started.server().boundAddresses(),
                encryption(started.server(), effective.settings().tls()),
                started.server().netbios(),
                effective.settings().suffixes(),
                effective.settings().store() == Settings.StoreKind.DISK
                        ? Optional.of(effective.settings().data())
                        : Optional.empty(),
                started.server().metricsAddress()));
        // Who reads JSON reads nothing else.
        lines.forEach(
                effective.settings().log().format() == Settings.LogFormat.JSON
                        ? LoggerFactory.getLogger("rollcall")::info
                        : out::println);
        return new Serving(effective.settings(), started.server(), logging);
    }

    private static Optional<Banner.Encryption> encryption(RunningServer server, TlsSettings settings) {
        return server.certificate()
                .map(certificate -> new Banner.Encryption(
                        server.boundTlsAddresses(), settings.startTls(), certificate, settings.certificate()));
    }

    /** Serves until the process is told to end, and ends it. */
    int untilTheEnd() throws InterruptedException {
        // The process was told to end and did: that is no failure, so it does not end with the signal's code.
        Ending ending = new Ending(settings, new ThisProcess(logging));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.end(server), "rollcall-shutdown"));
        new CountDownLatch(1).await();
        return Main.DONE;
    }

    List<InetSocketAddress> boundAddresses() {
        return server.boundAddresses();
    }

    @Override
    public void close() {
        server.close();
        logging.stop();
    }

    private record ThisProcess(Logging logging) implements Ending.Surroundings {
        @Override
        public boolean await(CompletableFuture<Void> done, Duration most) {
            try {
                done.get(most.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException e) {
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void say(String line) {
            LoggerFactory.getLogger(Serving.class).error(line);
        }

        @Override
        public void stopLog() {
            logging.stop();
        }

        @Override
        public void halt(int code) {
            Runtime.getRuntime().halt(code);
        }
    }
}
