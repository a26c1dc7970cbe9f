package org.rollcall.server.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The blocks of a PEM file (RFC 7468), what stands outside of them passed over.
 *
 * @param label what stands after BEGIN
 * @param line of BEGIN, counted from 1
 * @param text what stands between the borders, not decoded
 */
record Pem(Path file, String label, int line, String text) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /**
     * Finds all blocks.
     *
     * @throws TlsException where one has no end
     */
    static List<Pem> blocks(Path file, byte[] content) throws TlsException {
        List<Pem> blocks = new ArrayList<>();
        String label = null;
        int begun = 0;
        int number = 0;
        StringBuilder text = new StringBuilder();
        for (String whole :
                new String(content, StandardCharsets.ISO_8859_1).lines().toList()) {
            String line = whole.strip();
            number++;
            if (label == null && line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                begun = number;
                text.setLength(0);
            } else if (label != null && line.equals(END + label + DASHES)) {
                blocks.add(new Pem(file, label, begun, text.toString()));
                label = null;
            } else if (label != null) {
                text.append(line);
            }
        }
        if (label != null) {
            throw new TlsException(file + ":" + begun + ": the block that begins here has no line " + END + label
                    + DASHES + "; the file may be cut off");
        }
        return blocks;
    }

    /**
     * What the block holds.
     *
     * @throws TlsException where it is not in base64
     */
    byte[] octets() throws TlsException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    TlsException damaged(Exception cause) {
        return new TlsException(
                file + ":" + line + ": the " + label.toLowerCase(Locale.ROOT) + " that begins here is damaged: "
                        + cause.getMessage(),
                cause);
    }
}
