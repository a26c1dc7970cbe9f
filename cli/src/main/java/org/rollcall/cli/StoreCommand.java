package org.rollcall.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.StoreHandler;
import org.rollcall.store.rocksdb.MaintenanceException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What operators' commands for the store have in common: settings, progress, and what their failures become. */
abstract class StoreCommand implements Callable<Integer> {
    static final int REFUSED = 3;
    static final int DAMAGED = 4;
    static final int REPAIRED = 5;

    static final String CODES = "%nExit codes:%n";
    static final String CODE_DONE = "0:done";
    static final String CODE_FAILED = "1:failed on the way";
    static final String CODE_NOT_UNDERSTOOD = "2:flags or settings were not understood";
    static final String CODE_REFUSED = "3:refused, and nothing was changed: the message says why";

    private final Map<String, String> environment;
    private final Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    StoreCommand(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** The command with the flags that tell where the store is. */
    final CommandLine line() {
        CommandLine line = new CommandLine(this);
        SettingsFlags.addSome(line.getCommandSpec(), settings().toArray(String[]::new));
        return line;
    }

    /** The settings that it takes as flags. */
    List<String> settings() {
        return List.of("data", "control.socket");
    }

    /** Does it. @return the exit code */
    abstract int run(StoreAccess store, WorkProgress progress) throws ControlException, MaintenanceException;

    @Override
    public final Integer call() throws ControlException {
        StoreAccess store =
                new StoreAccess(SettingsFlags.read(spec.commandLine().getParseResult())
                        .load(environment, folder)
                        .settings()
                        .in(folder));
        WorkProgress progress = new WorkProgress(TerminalLine.ofProcess());
        try {
            return run(store, progress);
        } catch (MaintenanceException e) {
            throw StoreHandler.explain(e);
        } finally {
            progress.erase();
        }
    }

    /** Tells the operator why something was not done. @return the exit code */
    static int explain(ControlException failure, PrintWriter err) {
        err.println("rollcall: " + failure.getMessage());
        return switch (failure.kind()) {
            case REFUSED, BUSY -> REFUSED;
            case DAMAGED -> DAMAGED;
            case FAILED, NOT_UNDERSTOOD -> Main.FAILED;
        };
    }

    /** A path as the operator gave it, for whoever has another folder. */
    final Path absolute(Path given) {
        return folder.resolve(given).toAbsolutePath().normalize();
    }

    final CommandSpec spec() {
        return spec;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
