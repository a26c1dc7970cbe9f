package org.rollcall.identity.password;

/** More work waits at the {@link HashingDesk} than may; busy (51) to an LDAP client. */
public final class DeskBusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeskBusyException(int places) {
        super(places + " passwords are being looked at already; try again later", null, false, false);
    }
}
