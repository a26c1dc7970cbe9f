package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.RollcallServer;
import org.rollcall.server.config.Settings;

/** A folder with commands given in it, for tests of them, and with a server where one is wanted. */
abstract class Installation {
    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final Map<String, String> environment = new HashMap<>();

    final int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Commands.run(new PrintWriter(out, true), new PrintWriter(err, true), environment, folder, arguments);
    }

    /** Runs a command that succeeds. */
    final void done(String... arguments) {
        assertThat(run(arguments)).as(String.join(" ", arguments) + ": " + err).isZero();
    }

    /** Runs a command that is refused with this in what it says. */
    final void refused(String message, String... arguments) {
        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(3);
        assertThat(err.toString()).startsWith("rollcall: ").contains(message);
        assertThat(out.toString()).isEmpty();
    }

    /** Starts a server on the folder's {@code data}, where commands look by default. */
    final RollcallServer serve(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "listen.addresses",
                "127.0.0.1",
                "listen.ports",
                "0",
                "eventLoops",
                "1",
                "data",
                folder.resolve("data").toString()));
        settings.putAll(more);
        return RollcallServer.start(Settings.of(settings), OutputStream.nullOutputStream(), entries -> {});
    }
}
