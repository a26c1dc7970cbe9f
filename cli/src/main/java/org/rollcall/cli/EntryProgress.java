package org.rollcall.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Says on a terminal, if there is one, how many entries were dealt with. */
final class EntryProgress implements LongConsumer {
    private final Optional<TerminalLine> line;
    private final String what;

    /** @param what is done with the entries */
    EntryProgress(Optional<TerminalLine> line, String what) {
        this.line = line;
        this.what = what;
    }

    /** On the terminal, where the process has one. */
    static EntryProgress onTerminal(String what) {
        return new EntryProgress(TerminalLine.ofProcess(), what);
    }

    /** Takes the number of entries so far. */
    @Override
    public void accept(long entries) {
        line.ifPresent(terminal -> terminal.show(nanos -> String.format(
                Locale.ROOT, "%s: %,d (%,d per second)", what, entries, Math.round(entries * 1e9 / nanos))));
    }

    /** Takes the line away, until there is more to say. */
    void erase() {
        line.ifPresent(TerminalLine::erase);
    }
}
