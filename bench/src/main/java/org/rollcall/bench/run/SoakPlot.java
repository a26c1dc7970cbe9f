package org.rollcall.bench.run;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rollcall.bench.run.Outcome.SoakSample;

/** A long run as an SVG picture: one strip for each thing that should stay flat, over the same time. */
final class SoakPlot {
    private static final int WIDTH = 960;
    private static final int LEFT = 84;
    private static final int RIGHT = 928;
    private static final int HEAD = 62;
    private static final int STRIP = 132;
    private static final int PLOT_HEIGHT = 84;
    private static final int FOOT = 30;
    private static final double MINUTE = 60;

    /**
     * What a strip shows.
     *
     * @param upper the same thing's p99, where there is one; then the scale is logarithmic
     */
    private record Strip(String title, ToDoubleFunction<SoakSample> figure, List<ToDoubleFunction<SoakSample>> upper) {
        boolean isLogarithmic() {
            return !upper.isEmpty();
        }

        Stream<ToDoubleFunction<SoakSample>> figures() {
            return Stream.concat(Stream.of(figure), upper.stream());
        }
    }

    private static final List<Strip> STRIPS = List.of(
            new Strip("heap after collection, MiB", SoakSample::heapMiB, List.of()),
            new Strip("resident memory, MiB", SoakSample::residentMiB, List.of()),
            new Strip("files of the data directory, MiB", SoakSample::filesMiB, List.of()),
            new Strip(
                    "lookups, µs: p50, and p99 above",
                    SoakSample::lookupP50Micros,
                    List.of(SoakSample::lookupP99Micros)),
            new Strip(
                    "writes, µs: p50, and p99 above", SoakSample::writeP50Micros, List.of(SoakSample::writeP99Micros)));

    private final Outcome.Soak soak;

    SoakPlot(Outcome.Soak soak) {
        this.soak = soak;
    }

    String svg() {
        Svg out =
                new Svg(WIDTH, HEAD + STRIPS.size() * STRIP + FOOT, "Rollcall over a long time at a steady write rate");
        out.text(
                "head",
                LEFT - 56,
                34,
                String.format(
                        Locale.ROOT,
                        "%s minutes, %s leases, %s writes a second",
                        soak.minutes(),
                        Report.number(soak.leases()),
                        Report.number(soak.writesPerSecond())));
        int y = HEAD;
        for (Strip strip : STRIPS) {
            strip(out, strip, y);
            y += STRIP;
        }
        double step = niceStep(soak.seconds() / MINUTE) / 2;
        for (double minute = 0; minute * MINUTE <= soak.seconds(); minute += step) {
            out.text("small", (int) x(minute * MINUTE) - 4, y + 6, Report.decimal(minute));
        }
        out.text("small end", RIGHT, y + 22, "minutes");
        return out.end();
    }

    private void strip(Svg out, Strip strip, int y) {
        out.text("title", LEFT, y + 14, strip.title());
        out.text(
                "small end",
                RIGHT,
                y + 14,
                "first fifth " + fifth(strip, true) + ", last fifth " + fifth(strip, false));
        int bottom = y + 24 + PLOT_HEIGHT;
        double[] axis = axis(strip);
        double low = axis[0];
        double high = axis[axis.length - 1];
        for (double mark : axis) {
            double at = height(strip, mark, low, high, bottom);
            out.shapes()
                    .format(
                            "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>%n",
                            LEFT, at, RIGHT, at);
            out.text("small end", LEFT - 8, (int) at + 4, Report.number(mark));
        }
        line(out, "line", strip, strip.figure(), low, high, bottom);
        strip.upper().forEach(upper -> line(out, "line faint", strip, upper, low, high, bottom));
    }

    private String fifth(Strip strip, boolean first) {
        return strip.figures()
                .map(figure -> Report.number(first ? soak.first(figure) : soak.last(figure)))
                .collect(Collectors.joining(" and "));
    }

    private void line(
            Svg out,
            String kind,
            Strip strip,
            ToDoubleFunction<SoakSample> figure,
            double low,
            double high,
            int bottom) {
        String points = soak.samples().stream()
                .map(sample -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        x(sample.seconds()),
                        height(strip, figure.applyAsDouble(sample), low, high, bottom)))
                .collect(Collectors.joining(" "));
        out.shapes().format("<polyline class=\"%s\" points=\"%s\"/>%n", kind, points);
    }

    private double x(double seconds) {
        return LEFT + (RIGHT - LEFT) * seconds / Math.max(1e-9, soak.seconds());
    }

    private static double height(Strip strip, double value, double low, double high, int bottom) {
        double share = strip.isLogarithmic()
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return bottom - PLOT_HEIGHT * share;
    }

    /** The marks beside a strip, from the lowest to the highest: from zero, or powers of ten. */
    private double[] axis(Strip strip) {
        double most = strip.figures()
                .flatMap(figure -> soak.samples().stream().map(figure::applyAsDouble))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        if (!strip.isLogarithmic()) {
            double step = niceStep(Math.max(1, most));
            return DoubleStream.iterate(0, mark -> mark < most + step, mark -> mark + step)
                    .toArray();
        }
        double least = soak.samples().stream().mapToDouble(strip.figure()).min().orElse(1);
        int from = (int) Math.floor(Math.log10(Math.max(1, least)));
        int to = Math.max(from + 1, (int) Math.ceil(Math.log10(Math.max(1, most))));
        return IntStream.rangeClosed(from, to)
                .mapToDouble(power -> Math.pow(10, power))
                .toArray();
    }

    /** A round number of which two to five make up the span. */
    static double niceStep(double span) {
        double power = Math.pow(10, Math.floor(Math.log10(span)));
        double share = span / power;
        if (share < 2) {
            return power / 2;
        }
        return share < 5 ? power : 2 * power;
    }
}
