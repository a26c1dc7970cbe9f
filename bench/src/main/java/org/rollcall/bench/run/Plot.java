package org.rollcall.bench.run;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** The rates as an SVG picture: for each workload the ceiling as a track, and how far along it each server comes. */
final class Plot {
    private static final int WIDTH = 960;
    private static final int MARGIN = 28;
    private static final int TRACK = 620;
    private static final int HEAD = 84;
    private static final int ROW = 62;
    private static final String STYLE = """
            text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #24292f }
            .head { font-size: 19px; font-weight: 600 }
            .small { font-size: 12.5px; fill: #57606a }
            .title { font-size: 13.5px; font-weight: 600 }
            .figure { font-size: 14px; font-weight: 600; fill: #0a5c6b }
            .paper { fill: #ffffff; stroke: #d0d7de }
            .ceiling { fill: #e6eaee }
            .rollcall { fill: #0e7c8f }
            .openldap { fill: #d98324 }
            .wanted { stroke: #24292f; stroke-width: 2 }
            """;

    private final List<Outcome.Throughput> rows;

    Plot(List<Outcome.Throughput> rows) {
        this.rows = List.copyOf(rows);
    }

    String svg() {
        int height = HEAD + rows.size() * ROW + MARGIN / 2;
        StringBuilder all = new StringBuilder();
        Formatter out = new Formatter(all, Locale.ROOT);
        out.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\">%n",
                WIDTH, height);
        all.append("<title>Rates of Rollcall and OpenLDAP beside the ceiling of canned replies</title>\n<style>\n");
        all.append(STYLE).append("</style>\n");
        out.format(
                "<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"10\"/>%n",
                WIDTH - 1, height - 1);
        text(out, "head", MARGIN, 34, "How near to the ceiling");
        legend(out);
        int y = HEAD;
        for (Outcome.Throughput row : rows) {
            row(out, row, y);
            y += ROW;
        }
        return all.append("</svg>\n").toString();
    }

    private static void legend(Formatter out) {
        int x = MARGIN;
        x = swatch(out, x, "rollcall", "Rollcall", 92);
        x = swatch(out, x, "openldap", "OpenLDAP", 104);
        x = swatch(out, x, "ceiling", "canned replies: what the machine allows", 290);
        out.format("<line class=\"wanted\" x1=\"%1$d\" y1=\"48\" x2=\"%1$d\" y2=\"62\"/>%n", x + 4);
        text(out, "small", x + 12, 60, "wanted share");
    }

    private static int swatch(Formatter out, int x, String kind, String label, int width) {
        out.format("<rect class=\"%s\" x=\"%d\" y=\"49\" width=\"12\" height=\"12\" rx=\"2\"/>%n", kind, x);
        text(out, "small", x + 18, 60, label);
        return x + width;
    }

    private static void row(Formatter out, Outcome.Throughput row, int y) {
        double ceiling = row.of(Peer.CANNED)
                .map(Outcome.Rates::perSecond)
                .orElseGet(() -> row.rates().stream()
                        .mapToDouble(Outcome.Rates::perSecond)
                        .max()
                        .orElse(1));
        text(out, "title", MARGIN, y + 14, row.workload().title());
        out.format(
                "<rect class=\"ceiling\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"26\" rx=\"3\"/>%n",
                MARGIN, y + 21, TRACK);
        bar(out, row, Peer.ROLLCALL, "rollcall", y + 21, 16, ceiling);
        bar(out, row, Peer.OPENLDAP, "openldap", y + 38, 9, ceiling);
        if (row.workload().wantedOfCeiling() > 0) {
            double x = MARGIN + TRACK * row.workload().wantedOfCeiling();
            out.format(
                    "<line class=\"wanted\" x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\"/>%n",
                    x, y + 19, y + 39);
        }
        int right = MARGIN + TRACK + 16;
        text(
                out,
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
        text(out, "small", right, y + 48, ratios.toString());
    }

    private static void bar(
            Formatter out, Outcome.Throughput row, Peer peer, String kind, int y, int height, double ceiling) {
        row.of(peer)
                .ifPresent(rates -> out.format(
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                        kind,
                        MARGIN,
                        y,
                        Math.min(TRACK * 1.0, Math.max(1.5, TRACK * rates.perSecond() / ceiling)),
                        height));
    }

    private static void text(Formatter out, String kind, int x, int y, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        out.format("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", kind, x, y, escaped);
    }
}
