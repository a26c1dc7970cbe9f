package org.rollcall.identity.password;

/**
 * What an Argon2id hash costs (RFC 9106 §3.1).
 *
 * @param memoryKib in KiB
 * @param iterations passes over the memory
 * @param parallelism lanes; computed by one thread all the same
 */
public record Argon2Settings(int memoryKib, int iterations, int parallelism) {
    /** The least that OWASP's password storage advice asks for. */
    public static final Argon2Settings OWASP_MINIMUM = new Argon2Settings(19_456, 2, 1);

    private static final int MAX_MEMORY_KIB = 1 << 20;
    private static final int MAX_ITERATIONS = 64;
    private static final int MAX_PARALLELISM = 64;

    /** @throws IllegalArgumentException when a number is out of its bounds, which hold for what is read back as well */
    public Argon2Settings {
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw new IllegalArgumentException("Argon2 in " + parallelism + " lanes; 1 to " + MAX_PARALLELISM + " go");
        }
        if (memoryKib < 8 * parallelism || memoryKib > MAX_MEMORY_KIB) {
            throw new IllegalArgumentException(
                    "Argon2 with " + memoryKib + " KiB; " + 8 * parallelism + " to " + MAX_MEMORY_KIB + " go");
        }
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "Argon2 with " + iterations + " iterations; 1 to " + MAX_ITERATIONS + " go");
        }
    }
}
