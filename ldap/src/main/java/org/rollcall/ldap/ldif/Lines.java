package org.rollcall.ldap.ldif;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream, unfolded, without comments and without a byte order mark. A line ends with LF or CRLF; the last
 * one need not end. One line is held at a time.
 */
final class Lines {
    private static final int END_OF_FILE = -1;

    /** What the current line is. */
    enum Kind {
        /** None, or one that could not be read to its end. */
        NONE,
        TEXT,
        BLANK,
        END
    }

    private final InputStream in;
    private final int maxLineBytes;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private boolean started;
    private byte[] line = new byte[256];
    private int length;
    private Kind kind = Kind.NONE;
    private boolean withinLine;
    private long number;
    private long nextNumber = 1;

    Lines(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    Kind kind() {
        return kind;
    }

    /** Where the current line begins, from 1 up. */
    long number() {
        return number;
    }

    /** The current line, up to {@link #length}; valid until the next one. */
    byte[] octets() {
        return line;
    }

    int length() {
        return length;
    }

    /** @throws LdifException where a line is too long, or nothing stands before the continuation of a line */
    Kind advance() throws IOException, LdifException {
        kind = Kind.NONE;
        int first = peek();
        while (first == '#') {
            skipLine();
            while (peek() == ' ') {
                skipLine();
            }
            first = peek();
        }
        number = nextNumber;
        length = 0;
        if (first == END_OF_FILE) {
            kind = Kind.END;
        } else if (first == ' ') {
            throw new LdifException(
                    number, "a line that does not begin with a blank", "the continuation of a line that is not there");
        } else {
            readLine();
            if (length == 0) {
                kind = Kind.BLANK;
            } else {
                while (peek() == ' ') {
                    position++;
                    readLine();
                }
                kind = Kind.TEXT;
            }
        }
        return kind;
    }

    /** Leaves the current record, unless its end was reached already: what comes next is behind a blank line. */
    void skipRecord() throws IOException {
        if (kind == Kind.BLANK || kind == Kind.END) {
            return;
        }
        if (withinLine) {
            skipLine();
        }
        int first = peek();
        while (first != END_OF_FILE) {
            int skipped = skipLine();
            if (first == '\n' || (first == '\r' && skipped == 2)) {
                return;
            }
            first = peek();
        }
    }

    private void readLine() throws IOException, LdifException {
        withinLine = true;
        int start = length;
        while (fill()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            append(end);
            if (end < limit) {
                position++;
                break;
            }
        }
        if (length > start && line[length - 1] == '\r') {
            length--;
        }
        withinLine = false;
        nextNumber++;
    }

    private void append(int end) throws LdifException {
        int more = end - position;
        if (more > maxLineBytes - length) {
            String beginning = length > 0 ? Spelling.shown(line, 0, length) : Spelling.shown(buffer, position, end);
            throw new LdifException(
                    number, "a line of at most " + maxLineBytes + " octets", "a longer one, " + beginning);
        }
        if (more > line.length - length) {
            line = Arrays.copyOf(line, Math.max(length + more, (int) Math.min(2L * line.length, maxLineBytes)));
        }
        System.arraycopy(buffer, position, line, length, more);
        length += more;
        position = end;
    }

    /** @return how many octets it had, its end included; of a long one, any number greater than 2 */
    private int skipLine() throws IOException {
        int skipped = 0;
        boolean ended = false;
        while (!ended && fill()) {
            ended = buffer[position++] == '\n';
            skipped = Math.min(skipped + 1, 3);
        }
        withinLine = false;
        nextNumber++;
        return skipped;
    }

    private int peek() throws IOException {
        return fill() ? buffer[position] & 0xff : END_OF_FILE;
    }

    // False at the end of the file.
    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        if (!started) {
            started = true;
            limit = in.readNBytes(buffer, 0, 3);
            boolean mark =
                    limit == 3 && buffer[0] == (byte) 0xef && buffer[1] == (byte) 0xbb && buffer[2] == (byte) 0xbf;
            if (mark) {
                limit = 0;
            }
            if (limit > 0) {
                return true;
            }
        }
        position = 0;
        limit = Math.max(in.read(buffer), 0);
        return limit > 0;
    }
}
