package org.rollcall.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text, one column under the other. */
final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    /**
     * The lines of a table.
     *
     * @param rows the first says what is in the columns; all have as many cells as it
     */
    static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i))
                        .repeat(' ', widths[i] - width(row.get(i)))
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
