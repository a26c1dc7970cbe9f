package org.rollcall.directory;

import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.WellKnownSids;

/**
 * Who asks.
 *
 * @param owner whom what it adds will belong to
 * @param token for whom descriptors grant and deny
 * @param privileged true for the server's own work and for administrators: everything is visible and writable
 * @param unlimited true for those who may own any number of entries, such as clients on the loopback address
 */
public record Asker(Owner owner, Token token, boolean privileged, boolean unlimited) {
    /** Whoever comes over a network and has not said who it is. */
    public static final Token ANONYMOUS =
            Token.of(WellKnownSids.ANONYMOUS, WellKnownSids.EVERYONE, WellKnownSids.NETWORK);

    /** The server's own work: loading, expiry, gateways that act in nobody's name. */
    public static final Asker SERVER = privileged(Owner.SERVER);

    /** Works for the server, or in its operator's name: what it adds belongs to somebody else. */
    public static Asker privileged(Owner owner) {
        return new Asker(owner, Token.of(WellKnownSids.LOCAL_SYSTEM, WellKnownSids.ADMINISTRATORS), true, true);
    }

    /** Somebody who has not said who it is, and has no privileges. */
    public static Asker from(Owner owner) {
        return anonymous(owner, false);
    }

    /** Somebody who has not said who it is. */
    public static Asker anonymous(Owner owner, boolean unlimited) {
        return new Asker(owner, ANONYMOUS, false, unlimited);
    }
}
