package org.rollcall.bench.run;

import java.util.List;

/** The rates as an SVG picture: for each workload the ceiling as a track, and how far along it each server comes. */
final class Plot {
    private static final int WIDTH = 960;
    private static final int MARGIN = 28;
    private static final int TRACK = 620;
    private static final int HEAD = 84;
    private static final int ROW = 62;

    private final List<Outcome.Throughput> rows;

    Plot(List<Outcome.Throughput> rows) {
        this.rows = List.copyOf(rows);
    }

    String svg() {
        int height = HEAD + rows.size() * ROW + MARGIN / 2;
        Svg out = new Svg(WIDTH, height, "Rates of Rollcall and OpenLDAP beside the ceiling of canned replies");
        out.text("head", MARGIN, 34, "How near to the ceiling");
        legend(out);
        int y = HEAD;
        for (Outcome.Throughput row : rows) {
            row(out, row, y);
            y += ROW;
        }
        return out.end();
    }

    private static void legend(Svg out) {
        int x = MARGIN;
        x = swatch(out, x, "rollcall", "Rollcall", 92);
        x = swatch(out, x, "openldap", "OpenLDAP", 104);
        x = swatch(out, x, "ceiling", "canned replies: what the machine allows", 290);
        out.shapes().format("<line class=\"wanted\" x1=\"%1$d\" y1=\"48\" x2=\"%1$d\" y2=\"62\"/>%n", x + 4);
        out.text("small", x + 12, 60, "wanted share");
    }

    private static int swatch(Svg out, int x, String kind, String label, int width) {
        out.shapes().format("<rect class=\"%s\" x=\"%d\" y=\"49\" width=\"12\" height=\"12\" rx=\"2\"/>%n", kind, x);
        out.text("small", x + 18, 60, label);
        return x + width;
    }

    private static void row(Svg out, Outcome.Throughput row, int y) {
        double ceiling = row.of(Peer.CANNED)
                .map(Outcome.Rates::perSecond)
                .orElseGet(() -> row.rates().stream()
                        .mapToDouble(Outcome.Rates::perSecond)
                        .max()
                        .orElse(1));
        out.text("title", MARGIN, y + 14, row.workload().title());
        out.shapes()
                .format(
                        "<rect class=\"ceiling\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"26\" rx=\"3\"/>%n",
                        MARGIN, y + 21, TRACK);
        bar(out, row, Peer.ROLLCALL, "rollcall", y + 21, 16, ceiling);
        bar(out, row, Peer.OPENLDAP, "openldap", y + 38, 9, ceiling);
        if (row.workload().wantedOfCeiling() > 0) {
            double x = MARGIN + TRACK * row.workload().wantedOfCeiling();
            out.shapes()
                    .format(
                            "<line class=\"wanted\" x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\"/>%n",
                            x, y + 19, y + 39);
        }
        int right = MARGIN + TRACK + 16;
        out.text(
                "figure",
                right,
                y + 33,
                row.of(Peer.ROLLCALL)
                        .map(r -> Report.number(r.perSecond()) + " "
                                + row.workload().unit() + "/s")
                        .orElse("not measured"));
        StringBuilder ratios = new StringBuilder();
        row.ratioTo(Peer.OPENLDAP)
                .ifPresent(r -> ratios.append(Report.decimal(r)).append(" × OpenLDAP"));
        row.ratioTo(Peer.CANNED)
                .ifPresent(r -> ratios.append(ratios.isEmpty() ? "" : ", ")
                        .append(Report.number(100 * r))
                        .append(" % of the ceiling"));
        out.text("small", right, y + 48, ratios.toString());
    }

    private static void bar(
            Svg out, Outcome.Throughput row, Peer peer, String kind, int y, int height, double ceiling) {
        row.of(peer)
                .ifPresent(rates -> out.shapes()
                        .format(
                                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                                kind,
                                MARGIN,
                                y,
                                Math.min(TRACK * 1.0, Math.max(1.5, TRACK * rates.perSecond() / ceiling)),
                                height));
    }
}
