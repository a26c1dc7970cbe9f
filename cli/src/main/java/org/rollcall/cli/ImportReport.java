package org.rollcall.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rollcall.server.ldif.ImportSummary;

/** What an import came to, in the operator's words. */
final class ImportReport {
    private ImportReport() {}

    /** @param rehearsal true where nothing was changed */
    static List<String> lines(ImportSummary summary, boolean rehearsal) {
        List<String> lines = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        counts.add(count(summary.added()) + " added");
        count(counts, summary.replaced(), "replaced");
        count(counts, summary.kept(), "skipped that were there already");
        count(counts, summary.builtIn(), "left out that every directory has by itself");
        counts.add(count(summary.refused()) + " refused");
        count(counts, summary.failed(), "failed");
        lines.add((rehearsal ? "Would be: " : "") + String.join(", ", counts));
        if (summary.shortened() > 0) {
            lines.add("Leases shortened to the longest that the settings allow: " + count(summary.shortened()));
        }
        if (!summary.dropped().isEmpty()) {
            lines.add("Attributes not taken over, and of how many entries: "
                    + summary.dropped().entrySet().stream()
                            .map(each -> each.getKey() + " " + count(each.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (summary.failed() > 0) {
            lines.add(
                    "Stopped before the end of the file; "
                            + (rehearsal
                                    ? "run it again."
                                    : "what failed may be there or not: run it again with --skip-existing, or with --replace."));
        } else if (!summary.whole()) {
            lines.add("Stopped before the end of the file; --continue-on-error goes on behind what is refused.");
        }
        return lines;
    }

    private static void count(List<String> counts, long number, String what) {
        if (number > 0) {
            counts.add(count(number) + " " + what);
        }
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
