package org.rollcall.server.logon;

import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.logon.Warrant;

/** Who a client is, by its last bind. */
public sealed interface Identity {
    /** Nobody in particular. */
    Identity ANONYMOUS = new Anonymous();

    /** Nobody in particular. */
    record Anonymous() implements Identity {}

    /**
     * Somebody with an account.
     *
     * @param name of the account, as people read it
     * @param administrator whether everything is open to it
     * @param warrant what becomes of it when accounts change
     */
    record Proved(String name, Sid sid, Token token, boolean administrator, Warrant warrant) implements Identity {}
}
