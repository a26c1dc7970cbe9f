package org.rollcall.bench.run;

import java.util.List;

/** Middle values, and when a server is warm. */
final class Medians {
    /** Rounds this close to each other, as a share, agree. */
    private static final double AGREEMENT = 0.05;

    private Medians() {}

    /** The middle one; of an even number, the mean of the middle two. */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Whether the last three lie within a twentieth of the largest of them. */
    static boolean lastThreeAgree(List<Double> values) {
        if (values.size() < 3) {
            return false;
        }
        List<Double> last = values.subList(values.size() - 3, values.size());
        double largest = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double smallest = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        return largest - smallest <= AGREEMENT * largest;
    }
}
