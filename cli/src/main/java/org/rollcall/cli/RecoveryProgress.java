package org.rollcall.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Says on a terminal how far a start is that takes longer than a moment; one line, which is gone at its end. */
final class RecoveryProgress implements LongConsumer {
    private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream terminal;
    private final LongSupplier nanoTime;
    private long nextNanos;
    private boolean shown;

    RecoveryProgress(PrintStream terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong() + PATIENCE_NANOS;
    }

    /** Takes the number of entries that are back. */
    @Override
    public void accept(long entries) {
        long now = nanoTime.getAsLong();
        if (now - nextNanos >= 0) {
            nextNanos = now + INTERVAL_NANOS;
            shown = true;
            terminal.print(ERASE_LINE + String.format(Locale.ROOT, "Bringing entries back: %,d", entries));
            terminal.flush();
        }
    }

    /** Takes the line away. */
    void end() {
        if (shown) {
            terminal.print(ERASE_LINE);
            terminal.flush();
        }
    }
}
