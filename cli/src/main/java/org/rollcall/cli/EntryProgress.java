package org.rollcall.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Says on a terminal how many entries were dealt with. */
final class EntryProgress implements LongConsumer {
    private final TerminalLine line;
    private final String what;

    private EntryProgress(TerminalLine line, String what) {
        this.line = line;
        this.what = what;
    }

    /** @param what is done with the entries */
    EntryProgress(PrintStream terminal, String what, LongSupplier nanoTime) {
        this(new TerminalLine(terminal, nanoTime), what);
    }

    /** On the terminal, where the process has one. */
    static Optional<EntryProgress> onTerminal(String what) {
        return TerminalLine.ofProcess().map(line -> new EntryProgress(line, what));
    }

    /** Takes the number of entries so far. */
    @Override
    public void accept(long entries) {
        line.show(nanos -> String.format(
                Locale.ROOT, "%s: %,d (%,d per second)", what, entries, Math.round(entries * 1e9 / nanos)));
    }

    /** Takes the line away, until there is more to say. */
    void erase() {
        line.erase();
    }
}
