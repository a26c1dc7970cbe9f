package org.rollcall.cli;

import java.util.Locale;
import java.util.Optional;
import org.rollcall.server.control.ControlProgress;

/** Says on a terminal, if there is one, how far a work on the store is. */
final class WorkProgress implements ControlProgress {
    private final Optional<TerminalLine> line;

    WorkProgress(Optional<TerminalLine> line) {
        this.line = line;
    }

    @Override
    public void report(String stage, long done, long total) {
        line.ifPresent(terminal -> terminal.show(nanos -> text(stage, done, total)));
    }

    private static String text(String stage, long done, long total) {
        return switch (stage) {
            case "copy" -> "Copying: " + Amounts.bytes(done) + " of " + Amounts.bytes(total);
            case "verify" -> "Verifying files: " + Amounts.bytes(done) + " of " + Amounts.bytes(total);
            case "read" -> String.format(Locale.ROOT, "Reading records: %,d of about %,d", done, total);
            case "compact" -> "Compacting: " + done + " of " + total + " tables";
            // A newer server's.
            default -> stage + ": " + done + " of " + total;
        };
    }

    /** Takes the line away, until there is more to say. */
    void erase() {
        line.ifPresent(TerminalLine::erase);
    }
}
