package org.rollcall.identity.domain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts what a helper writes into replies: lines up to one that is a dot. A reply of no line is none: Samba's helper ends
 * some replies twice.
 */
public final class ReplyLines {
    /** The longest line, in octets. */
    public static final int MAX_LINE_OCTETS = 1024;
    /** The most lines of a reply. */
    public static final int MAX_LINES = 32;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private List<String> lines = new ArrayList<>();

    /**
     * Takes the next octet.
     *
     * @return the lines of the reply that it ends, without the dot
     * @throws HelperProtocolException where a line is too long, or there are too many; then the helper is of no use
     */
    public Optional<List<String>> take(byte octet) throws HelperProtocolException {
        if (octet != '\n') {
            if (line.size() == MAX_LINE_OCTETS) {
                throw new HelperProtocolException("a line of more than " + MAX_LINE_OCTETS + " octets");
            }
            line.write(octet);
            return Optional.empty();
        }
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        if (!text.equals(".")) {
            if (lines.size() == MAX_LINES) {
                throw new HelperProtocolException("a reply of more than " + MAX_LINES + " lines");
            }
            lines.add(text);
            return Optional.empty();
        }
        List<String> reply = List.copyOf(lines);
        lines = new ArrayList<>();
        return reply.isEmpty() ? Optional.empty() : Optional.of(reply);
    }

    /** Whether nothing of a reply came yet. */
    public boolean isEmpty() {
        return lines.isEmpty()
                && (line.size() == 0
                        || line.toString(StandardCharsets.UTF_8).strip().equals("."));
    }
}
