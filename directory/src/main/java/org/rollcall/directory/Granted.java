package org.rollcall.directory;

/**
 * What a lease was granted.
 *
 * @param seconds time to live from now, as shown to clients; 0 where the entry is static
 * @param clamped true where more was asked for than the operator allows
 */
public record Granted(long seconds, boolean clamped) {
    public static final Granted STATIC = new Granted(0, false);
}
