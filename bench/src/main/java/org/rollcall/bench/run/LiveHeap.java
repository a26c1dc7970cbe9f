package org.rollcall.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What another JVM's heap holds after a full collection, asked by {@code jcmd}. */
final class LiveHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

    private LiveHeap() {}

    static double bytes(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return total(Commands.output(List.of(jcmd, Long.toString(pid), "GC.class_histogram")));
    }

    static double total(String histogram) throws IOException {
        Matcher matcher = TOTAL.matcher(histogram);
        if (!matcher.find()) {
            throw new IOException(
                    "jcmd gave no histogram: " + histogram.lines().limit(3).toList());
        }
        return Double.parseDouble(matcher.group(1));
    }
}
