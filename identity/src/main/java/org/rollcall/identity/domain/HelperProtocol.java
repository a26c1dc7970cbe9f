package org.rollcall.identity.domain;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.Claim;
import org.rollcall.access.ntlm.crypto.KeyDerivation;
import org.rollcall.identity.domain.ResponseJudge.Verdict;
import org.rollcall.identity.logon.LogonResult.Refused;

/**
 * The protocol {@code ntlm-server-1} of Samba's {@code ntlm_auth}: lines of a key and a value, up to a dot. Names go in
 * base64, so that nothing in them can be taken for a line.
 */
public final class HelperProtocol {
    private static final String AUTHENTICATED = "Authenticated";
    private static final String REASON = "Authentication-Error";
    private static final String KEY = "User-Session-Key";
    private static final HexFormat HEX = HexFormat.of();
    /**
     * Of the texts by which Samba says that nobody could be asked, what tells them from those about users. All others count
     * as a refusal: a guess must not pass for bad luck.
     */
    private static final List<String> NOBODY_ASKED = List.of(
            "winbind",
            "logon server",
            "domain controller",
            "trust relationship",
            "computer account",
            "granted those access rights",
            "the specified domain did not exist",
            "is not reachable",
            "refused by the remote",
            "time-out",
            "rpc server",
            "the requested operation was unsuccessful");

    private HelperProtocol() {}

    /** The question whether a claim's response is the user's. */
    public static byte[] question(Claim claim) {
        StringBuilder text = new StringBuilder();
        line(text, "LANMAN-Challenge: ", hex(claim.answeredChallenge()));
        // Beside an NT response, that of LAN Manager proves nothing, and may be no response at all.
        if (claim.ntResponse().isEmpty()) {
            line(text, "LANMAN-Response: ", hex(claim.lmResponse()));
        } else {
            line(text, "NT-Response: ", hex(claim.ntResponse()));
        }
        line(text, "Username:: ", base64(claim.user()));
        line(text, "NT-Domain:: ", base64(claim.domain()));
        line(text, "Request-User-Session-Key: ", "Yes");
        line(text, ".", "");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(value).append('\n');
    }

    private static String hex(Octets octets) {
        return HEX.formatHex(octets.toByteArray());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a reply.
     *
     * @param lines without the dot
     * @throws HelperProtocolException where it is none
     */
    public static Verdict verdict(List<String> lines) throws HelperProtocolException {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (colon <= 0) {
                throw new HelperProtocolException("a line without a key: " + shown(line));
            }
            if (values.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
                throw new HelperProtocolException("a line comes twice: " + shown(line.substring(0, colon)));
            }
        }
        Optional<String> error = Optional.ofNullable(values.get("Error"));
        if (error.isPresent()) {
            throw new HelperProtocolException("it did not understand the question: " + shown(error.get()));
        }
        return switch (Optional.ofNullable(values.get(AUTHENTICATED)).orElse("")) {
            case "Yes" -> new Verdict.Right(key(values));
            case "No" ->
                new Verdict.Wrong(
                        refused(Optional.ofNullable(values.get(REASON)).orElse("no reason")));
            case "" -> throw new HelperProtocolException("a reply without " + AUTHENTICATED);
            default -> throw new HelperProtocolException(AUTHENTICATED + " is neither Yes nor No");
        };
    }

    /** Nothing of it goes into a message. */
    private static Octets key(Map<String, String> values) throws HelperProtocolException {
        String text = Optional.ofNullable(values.get(KEY))
                .orElseThrow(() -> new HelperProtocolException("Yes, but no " + KEY));
        try {
            Octets key = Octets.copyOf(HEX.parseHex(text));
            if (key.length() == KeyDerivation.KEY_OCTETS) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // The same as any other key that is none.
        }
        throw new HelperProtocolException(KEY + " is not 16 octets in hexadecimal");
    }

    private static Refused refused(String reason) {
        String text = "winbind: " + shown(reason);
        String known = reason.toLowerCase(Locale.ROOT);
        return NOBODY_ASKED.stream().anyMatch(known::contains) ? Domain.unavailable(text) : Refused.credentials(text);
    }

    /** For a log: on one line, and not too long. */
    private static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 200 ? plain : plain.substring(0, 200) + "…";
    }
}
