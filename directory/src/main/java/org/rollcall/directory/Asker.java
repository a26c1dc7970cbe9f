package org.rollcall.directory;

/**
 * Who asks. Later principals and their groups join; today an owner's identity decides.
 *
 * @param owner whom what it adds will belong to
 * @param privileged true for the server's own work and for administrators: everything is visible and writable
 * @param unlimited true for those who may own any number of entries, such as clients on the loopback address
 */
public record Asker(Owner owner, boolean privileged, boolean unlimited) {
    /** The server's own work: loading, expiry, gateways that act in nobody's name. */
    public static final Asker SERVER = new Asker(Owner.SERVER, true);

    public Asker(Owner owner, boolean privileged) {
        this(owner, privileged, privileged);
    }

    public static Asker from(Owner owner) {
        return new Asker(owner, false);
    }
}
