package org.rollcall.identity.password;

/**
 * What it costs to try a password.
 *
 * @param scramIterations of PBKDF2, which clients of SCRAM have to do as well at each logon
 */
public record HashingSettings(Argon2Settings argon2, int scramIterations) {
    /** The most iterations that Cyrus SASL is willing to compute, which is under many clients. */
    private static final int USUAL_ITERATIONS = 65_536;

    public static final HashingSettings DEFAULT = new HashingSettings(Argon2Settings.OWASP_MINIMUM, USUAL_ITERATIONS);

    /** @throws IllegalArgumentException when the iterations are fewer than RFC 7677 allows, or absurdly many */
    public HashingSettings {
        ScramVerifier.checkIterations(scramIterations);
    }
}
