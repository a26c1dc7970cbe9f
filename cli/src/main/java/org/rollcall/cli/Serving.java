package org.rollcall.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.rollcall.server.config.EffectiveSettings;
import org.rollcall.server.config.Settings;
import org.slf4j.LoggerFactory;

/** A server from its start to the end of the process. */
final class Serving {
    private Serving() {}

    /**
     * Starts a server, says where it is, and returns only when it could not be started.
     *
     * @throws StartException where it can't, with what the operator can do
     */
    static int run(EffectiveSettings effective, PrintWriter out) throws StartException, InterruptedException {
        Logging logging = Logging.start(effective.settings().log(), System.out);
        Startup.Started started = new Startup(RunningServer::start).start(effective);
        // The process was told to end and did: that is no failure, so it does not end with the signal's code.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            started.server().close();
                            logging.stop();
                            Runtime.getRuntime().halt(Main.DONE);
                        },
                        "rollcall-shutdown"));
        List<String> lines = new ArrayList<>(started.notes());
        lines.addAll(Banner.lines(
                started.server().boundAddresses(), effective.settings().suffixes()));
        // Who reads JSON reads nothing else.
        lines.forEach(
                effective.settings().log().format() == Settings.LogFormat.JSON
                        ? LoggerFactory.getLogger("rollcall")::info
                        : out::println);
        new CountDownLatch(1).await();
        return Main.DONE;
    }
}
