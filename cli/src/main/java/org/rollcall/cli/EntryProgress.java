package org.rollcall.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Says on a terminal how many entries were dealt with, where that takes longer than a moment: a line that goes again. */
final class EntryProgress implements LongConsumer {
    private static final long PATIENCE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream terminal;
    private final String what;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private long nextNanos;
    private boolean shown;

    /** @param what is done with the entries */
    EntryProgress(PrintStream terminal, String what, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.what = what;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.nextNanos = startNanos + PATIENCE_NANOS;
    }

    /** On the terminal, where the process has one. */
    static Optional<EntryProgress> onTerminal(String what) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> new EntryProgress(System.err, what, System::nanoTime));
    }

    /** Takes the number of entries so far. */
    @Override
    public void accept(long entries) {
        long now = nanoTime.getAsLong();
        if (now - nextNanos >= 0) {
            nextNanos = now + INTERVAL_NANOS;
            shown = true;
            long perSecond = Math.round(entries * 1e9 / (now - startNanos));
            terminal.print(
                    ERASE_LINE + String.format(Locale.ROOT, "%s: %,d (%,d per second)", what, entries, perSecond));
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
