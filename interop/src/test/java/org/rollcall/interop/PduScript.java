package org.rollcall.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conversation in octets, read from a {@code .pdu} file.
 *
 * <p>A line is blank, a {@code #} comment, a step, or octets of the step above it. Steps are
 *
 * <ul>
 *   <li>{@code connect [ADDRESS]}: a new connection, from that loopback address; the one before is left open until the
 *       script's end,
 *   <li>{@code send}: one message,
 *   <li>{@code expect}: the next message, octet for octet,
 *   <li>{@code expect-in-any-order}: a search result entry, octet for octet but for the order of its attributes, which
 *       RFC 4511 §4.5.2 leaves open where the request lists none,
 *   <li>{@code expect-result ID TAG CODE}: a result with that message id, operation and result code, all in hex; its
 *       diagnostic message is for people and not fixed by any specification,
 *   <li>{@code expect-close}: the server closes the connection.
 * </ul>
 *
 * <p>Octets are pairs of hex digits, or text in double quotes for its ISO-8859-1 octets. {@code <1800>} stands for the
 * decimal text of a time that counts down: 1800, or up to three less in as many digits. All after {@code ;} is comment:
 * there stands the clause that says why.
 */
record PduScript(String name, List<Step> steps) {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:([0-9a-fA-F]{2})(?![^\\s;])|\"([^\"]*)\"|<(\\d+)>|(;.*))");

    /** How much less than written a time may be that counts down while the script runs. */
    static final int COUNTED_DOWN = 3;

    /** One step, and the line it starts on. */
    sealed interface Step {
        int line();

        record Connect(int line, String from) implements Step {}

        record Send(int line, byte[] octets) implements Step {}

        record Expect(int line, Pdu pdu, boolean anyOrder) implements Step {}

        record ExpectResult(int line, int id, int tag, int code) implements Step {}

        record ExpectClose(int line) implements Step {}
    }

    /** Octets, some of which are the digits of a time that counts down. */
    record Pdu(byte[] octets, List<Countdown> countdowns) {
        Pdu {
            countdowns = List.copyOf(countdowns);
        }

        /** These octets as {@code actual} may have them: where it shows an allowed time, that time. */
        byte[] seenAs(byte[] actual) {
            byte[] wanted = octets.clone();
            for (Countdown countdown : countdowns) {
                int end = countdown.offset() + countdown.digits();
                if (actual.length == octets.length) {
                    String shown =
                            new String(actual, countdown.offset(), countdown.digits(), StandardCharsets.US_ASCII);
                    if (countdown.allows(shown)) {
                        System.arraycopy(
                                actual, countdown.offset(), wanted, countdown.offset(), end - countdown.offset());
                    }
                }
            }
            return wanted;
        }
    }

    /** A time, in digits, that may be up to {@link #COUNTED_DOWN} less. */
    record Countdown(int offset, int digits, int from) {
        boolean allows(String shown) {
            if (!shown.matches("[1-9][0-9]*|0")) {
                return false;
            }
            int time = Integer.parseInt(shown);
            return shown.length() == digits && time <= from && time >= from - COUNTED_DOWN;
        }
    }

    static PduScript resource(String name) {
        try (InputStream in = PduScript.class.getResourceAsStream("/pdu/" + name)) {
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    /** @throws IllegalArgumentException naming the line that is not understood */
    static PduScript parse(String name, String text) {
        List<Step> steps = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        int i = 0;
        while (i < lines.length) {
            String line = lines[i].strip();
            int number = i + 1;
            i++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split(";", 2)[0].strip().split("\\s+");
            switch (words[0]) {
                case "connect" -> steps.add(new Step.Connect(number, words.length > 1 ? words[1] : "127.0.0.1"));
                case "expect-close" -> steps.add(new Step.ExpectClose(number));
                case "expect-result" -> {
                    if (words.length != 4) {
                        throw mistake(name, number, "expect-result needs id, tag and code");
                    }
                    steps.add(new Step.ExpectResult(number, hex(words[1]), hex(words[2]), hex(words[3])));
                }
                case "send", "expect", "expect-in-any-order" -> {
                    Octets octets = new Octets();
                    while (i < lines.length && isOctets(lines[i])) {
                        octets.add(name, i + 1, lines[i]);
                        i++;
                    }
                    Pdu pdu = octets.pdu();
                    if (pdu.octets().length == 0) {
                        throw mistake(name, number, "no octets");
                    }
                    if (words[0].equals("send") && !pdu.countdowns().isEmpty()) {
                        throw mistake(name, number, "only what is expected counts down");
                    }
                    steps.add(
                            words[0].equals("send")
                                    ? new Step.Send(number, pdu.octets())
                                    : new Step.Expect(number, pdu, words[0].equals("expect-in-any-order")));
                }
                default -> throw mistake(name, number, "not a step: " + line);
            }
        }
        return new PduScript(name, List.copyOf(steps));
    }

    private static boolean isOctets(String line) {
        return line.startsWith(" ") && !line.isBlank() && !line.strip().startsWith("#");
    }

    private static int hex(String word) {
        return Integer.parseInt(word, 16);
    }

    private static IllegalArgumentException mistake(String name, int line, String what) {
        return new IllegalArgumentException(name + ":" + line + ": " + what);
    }

    /** Gathers the octets of one message. */
    private static final class Octets {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private final List<Countdown> countdowns = new ArrayList<>();

        void add(String name, int number, String line) {
            Matcher token = TOKEN.matcher(line.stripTrailing());
            int at = 0;
            while (at < line.stripTrailing().length()) {
                if (!token.find(at) || token.start() != at) {
                    throw mistake(
                            name, number, "not octets: " + line.substring(at).strip());
                }
                if (token.group(1) != null) {
                    octets.write(hex(token.group(1)));
                } else if (token.group(2) != null) {
                    octets.writeBytes(token.group(2).getBytes(StandardCharsets.ISO_8859_1));
                } else if (token.group(3) != null) {
                    countdowns.add(
                            new Countdown(octets.size(), token.group(3).length(), Integer.parseInt(token.group(3))));
                    octets.writeBytes(token.group(3).getBytes(StandardCharsets.US_ASCII));
                }
                at = token.end();
            }
        }

        Pdu pdu() {
            return new Pdu(octets.toByteArray(), countdowns);
        }
    }
}
