package org.rollcall.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What another JVM's collections leave of its heap, read from its log while it grows. */
final class GcLog {
    /** As in {@code 300M->120M(2048M)}; ZGC has shares in between: {@code 300M(15%)->120M(6%)}. */
    private static final Pattern COLLECTION = Pattern.compile("\\d+M(?:\\(\\d+%\\))?->(\\d+)M");

    private final Path file;
    private int linesRead;

    GcLog(Path file) {
        this.file = file;
    }

    /** The option of java by which it writes this log. */
    String option() {
        return "-Xlog:gc:file=" + file + "::filecount=0";
    }

    /** The least heap in use, in MiB, after any of the collections since the last call; empty where there was none. */
    OptionalDouble leastSinceLastCall() throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> later = lines.subList(Math.min(linesRead, lines.size()), lines.size());
        linesRead = lines.size();
        return least(later);
    }

    static OptionalDouble least(List<String> lines) {
        return lines.stream()
                .map(COLLECTION::matcher)
                .filter(Matcher::find)
                .mapToDouble(matcher -> Double.parseDouble(matcher.group(1)))
                .min();
    }
}
