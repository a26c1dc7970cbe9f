package org.rollcall.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.rollcall.server.config.SettingsException;

/**
 * Where the process begins. Exit codes: 0 done, 1 failed, 2 not understood (flags or settings).
 *
 * <p>A plain {@code serve} does not touch picocli, whose classes no cache of the JVM can hold: they would take half of
 * the time to the first answer.
 */
public final class Main {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int NOT_UNDERSTOOD = 2;

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, System.getenv(), Path.of(""), arguments));
    }

    /** Runs one command to its end. */
    static int run(
            PrintWriter out, PrintWriter err, Map<String, String> environment, Path folder, String... arguments) {
        Optional<GivenSettings> plain = arguments.length > 0 && arguments[0].equals("serve")
                ? PlainFlags.read(Arrays.asList(arguments).subList(1, arguments.length))
                : Optional.empty();
        if (plain.isEmpty()) {
            return Commands.run(out, err, environment, folder, arguments);
        }
        try {
            return Serving.start(plain.get().load(environment, folder), out).untilTheEnd();
        } catch (SettingsException | StartException e) {
            return explain(e, err);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** Tells the operator of a failure that is no fault of ours. */
    static int explain(Exception failure, PrintWriter err) {
        if (failure instanceof SettingsException settings) {
            settings.problems().forEach(problem -> err.println("rollcall: " + problem));
            return NOT_UNDERSTOOD;
        }
        err.println("rollcall: " + failure.getMessage());
        return FAILED;
    }
}
