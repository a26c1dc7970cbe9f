package org.rollcall.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** A line on a terminal that says how far something is which takes longer than a moment, and that goes again. */
final class TerminalLine {
    private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream terminal;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private long nextNanos;
    private boolean shown;

    TerminalLine(PrintStream terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.nextNanos = startNanos + PATIENCE_NANOS;
    }

    /** That of the process, where it has a terminal. */
    static Optional<TerminalLine> ofProcess() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> new TerminalLine(System.err, System::nanoTime));
    }

    /**
     * Shows a text, unless the last was shown a moment ago.
     *
     * @param text of the nanoseconds since this was made
     */
    void show(LongFunction<String> text) {
        long now = nanoTime.getAsLong();
        if (now - nextNanos >= 0) {
            nextNanos = now + INTERVAL_NANOS;
            shown = true;
            terminal.print(ERASE_LINE + text.apply(now - startNanos));
            terminal.flush();
        }
    }

    /** Takes the line away, until there is more to say. */
    void erase() {
        if (shown) {
            shown = false;
            terminal.print(ERASE_LINE);
            terminal.flush();
        }
    }
}
