package org.rollcall.bench.run;

import java.util.Formatter;
import java.util.Locale;

/** A picture in the making: the sheet that all pictures of the report share, and what is put on it. */
final class Svg {
    private static final String STYLE = """
            text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #24292f }
            .head { font-size: 19px; font-weight: 600 }
            .small { font-size: 12.5px; fill: #57606a }
            .title { font-size: 13.5px; font-weight: 600 }
            .figure { font-size: 14px; font-weight: 600; fill: #0a5c6b }
            .end { text-anchor: end }
            .paper { fill: #ffffff; stroke: #d0d7de }
            .ceiling { fill: #e6eaee }
            .rollcall { fill: #0e7c8f }
            .openldap { fill: #d98324 }
            .wanted { stroke: #24292f; stroke-width: 2 }
            .grid { stroke: #e6eaee; stroke-width: 1 }
            .line { fill: none; stroke: #0e7c8f; stroke-width: 1.6; stroke-linejoin: round }
            .faint { stroke: #d98324 }
            """;

    private final StringBuilder all = new StringBuilder();
    private final Formatter out = new Formatter(all, Locale.ROOT);

    Svg(int width, int height, String title) {
        out.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\">%n",
                width, height);
        all.append("<title>").append(escaped(title)).append("</title>\n<style>\n");
        all.append(STYLE).append("</style>\n");
        out.format(
                "<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"10\"/>%n",
                width - 1, height - 1);
    }

    /** For shapes; of texts, {@link #text} replaces what means something else in XML. */
    Formatter shapes() {
        return out;
    }

    void text(String kind, int x, int y, String text) {
        out.format("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", kind, x, y, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    String end() {
        return all.append("</svg>\n").toString();
    }
}
