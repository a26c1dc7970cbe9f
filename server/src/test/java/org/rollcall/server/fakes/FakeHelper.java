package org.rollcall.server.fakes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.KeyDerivation;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.Responses;

/**
 * A program that speaks {@code ntlm-server-1} and knows one password, everybody's. The user {@code dies} ends it, for
 * {@code hangs} it says nothing any more, and for {@code babbles} it never stops.
 */
public final class FakeHelper {
    public static final String PASSWORD = "Secret 1";

    private FakeHelper() {}

    /** How it is run. */
    public static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FakeHelper.class.getName());
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        Map<String, String> question = new HashMap<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                answer(question, out, in);
                question.clear();
            } else {
                String[] parts = line.split(": ", 2);
                question.put(parts[0], parts[1]);
            }
        }
    }

    private static void answer(Map<String, String> question, PrintStream out, BufferedReader in) throws IOException {
        String user = text(question.get("Username:"));
        switch (user) {
            case "dies" -> System.exit(1);
            case "hangs" -> in.transferTo(java.io.Writer.nullWriter());
            case "babbles" -> {
                while (!out.checkError()) {
                    out.println("and another thing");
                }
            }
            default -> {
                String key = sessionKey(question, user);
                out.print(
                        key.isEmpty()
                                ? "Authenticated: No\nAuthentication-Error: another password\n.\n"
                                : "Authenticated: Yes\nUser-Session-Key: " + key + "\n");
                out.print(".\n");
                out.flush();
            }
        }
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String sessionKey(Map<String, String> question, String user) {
        HexFormat hex = HexFormat.of();
        Octets challenge = Octets.copyOf(hex.parseHex(question.get("LANMAN-Challenge")));
        Octets response = Octets.copyOf(hex.parseHex(question.get("NT-Response")));
        Octets key = OneWayFunctions.v2(
                OneWayFunctions.ntV1(PASSWORD.toCharArray()), user, text(question.get("NT-Domain:")));
        Octets proof = response.slice(0, 16);
        return Responses.v2Proof(key, challenge, response.slice(16, response.length()))
                        .equals(proof)
                ? hex.formatHex(KeyDerivation.sessionBaseKeyV2(key, proof).toByteArray())
                        .toUpperCase(Locale.ROOT)
                : "";
    }
}
