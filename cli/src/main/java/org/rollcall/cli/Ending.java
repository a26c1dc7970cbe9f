package org.rollcall.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.rollcall.server.config.Settings;
import org.rollcall.server.config.Settings.StoreKind;
import org.rollcall.store.rocksdb.Durability;

/**
 * The end of a process that was told to end: in good order where that is soon done, and else without. Closing waits for a
 * disk, and a disk that hangs answers nobody.
 */
final class Ending {
    /** What closing may take, from the signal on. */
    static final Duration CLOSING = Duration.ofSeconds(2);
    /** What the log may take for its last line and its own end, since it may go to the disk that hangs. */
    static final Duration LOGGING = Duration.ofMillis(100);

    /** The process around it. */
    interface Surroundings {
        /**
         * Waits until something is done or has failed.
         *
         * @param most how long at most
         * @return false where the time was up first
         */
        boolean await(CompletableFuture<Void> done, Duration most);

        /** Tells the operator by a line of the log; may block. */
        void say(String line);

        /** Ends the log; may block. */
        void stopLog();

        /** Ends the process with an exit code, whatever its threads are doing. */
        void halt(int code);
    }

    private final Settings settings;
    private final Surroundings surroundings;

    Ending(Settings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** Closes the server and ends the process: with 0 if it was closed, with 1 if it failed to or took too long. */
    void end(RunningServer server) {
        CompletableFuture<Void> closed = aside("rollcall-closing", server::close);
        if (!surroundings.await(closed, CLOSING)) {
            if (!onlyCloseKeeps()) {
                log(() -> surroundings.say("Not closed within " + CLOSING.toSeconds()
                        + " s of the signal to end, so the process ends as it is" + consequence()));
                surroundings.halt(Main.FAILED);
                return;
            }
            log(() -> surroundings.say("Closing takes more than " + CLOSING.toSeconds()
                    + " s; it is waited for, since with durability memory nothing else keeps what was acknowledged"));
        }
        int code = Main.DONE;
        try {
            closed.join();
        } catch (CompletionException e) {
            code = Main.FAILED;
            log(() -> surroundings.say("The server could not be closed in good order: " + e.getCause()));
        }
        log(surroundings::stopLog);
        surroundings.halt(code);
    }

    private boolean onlyCloseKeeps() {
        return settings.store() == StoreKind.DISK && settings.durability() == Durability.MEMORY;
    }

    private String consequence() {
        return settings.store() == StoreKind.DISK ? "; no change that was acknowledged is lost" : "";
    }

    private void log(Runnable last) {
        surroundings.await(aside("rollcall-last-words", last), LOGGING);
    }

    /** What may never come to an end must not be done by the thread that has to go on. */
    private static CompletableFuture<Void> aside(String name, Runnable task) {
        return CompletableFuture.runAsync(
                task, run -> Thread.ofPlatform().name(name).daemon().start(run));
    }
}
