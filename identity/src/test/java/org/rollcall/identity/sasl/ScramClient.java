package org.rollcall.identity.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** A client of SCRAM-SHA-256, after RFC 5802 and nothing of the server's code. */
final class ScramClient {
    private static final String NONCE = "fyko+d2lbbFgONRv9qkxdawL";

    private final String header;
    private final String bare;
    private final byte[] binding;
    private final String password;
    private String authMessage = "";
    private byte[] salted = {};

    ScramClient(String flag, String authzid, String name, byte[] binding, String password) {
        this.header = flag + "," + authzid + ",";
        this.bare = "n=" + name.replace("=", "=3D").replace(",", "=2C") + ",r=" + NONCE;
        this.binding = binding;
        this.password = password;
    }

    static ScramClient of(String name, String password) {
        return new ScramClient("n", "", name, new byte[0], password);
    }

    byte[] first() {
        return utf8(header + bare);
    }

    byte[] last(String serverFirst) throws GeneralSecurityException {
        String[] parts = serverFirst.split(",");
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        int iterations = Integer.parseInt(parts[2].substring(2));
        salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
                .getEncoded();
        byte[] bound = new byte[header.length() + binding.length];
        System.arraycopy(utf8(header), 0, bound, 0, header.length());
        System.arraycopy(binding, 0, bound, header.length(), binding.length);
        String withoutProof = "c=" + Base64.getEncoder().encodeToString(bound) + "," + parts[0];
        authMessage = bare + "," + serverFirst + "," + withoutProof;
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] signature = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), authMessage);
        byte[] proof = new byte[32];
        for (int i = 0; i < proof.length; i++) {
            proof[i] = (byte) (clientKey[i] ^ signature[i]);
        }
        return utf8(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof));
    }

    boolean trusts(String serverFinal) throws GeneralSecurityException {
        byte[] expected = hmac(hmac(salted, "Server Key"), authMessage);
        return serverFinal.equals("v=" + Base64.getEncoder().encodeToString(expected));
    }

    private static byte[] hmac(byte[] key, String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(utf8(message));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
