package org.rollcall.server.audit;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Something that is accounted for, without secrets and without values. */
public sealed interface Deed {
    /** Who did it: an account and its SID; empty for the anonymous. */
    record Doer(String account, String sid) {}

    /**
     * A client said who it is.
     *
     * @param method the form of the bind: {@code simple}, the mechanism of SASL
     * @param name as it stands in the bind
     * @param doer whom it proved to be
     * @param result what the client was told
     * @param reason what it was not told
     */
    record Bind(InetSocketAddress from, String method, String name, Optional<Doer> doer, String result, String reason)
            implements Deed {}

    /**
     * A client changed something, or was refused.
     *
     * @param operation as in metrics and in the access log
     * @param target the entry, as the client named it
     * @param result what the client was told
     */
    record Operation(InetSocketAddress from, Optional<Doer> doer, String operation, String target, String result)
            implements Deed {}

    /** A client lost what it had proved, since its account has changed. */
    record Revocation(InetSocketAddress from, Optional<Doer> doer) implements Deed {}

    /**
     * An operator's command did something.
     *
     * @param act what, as the command is called
     * @param target to whom or what
     * @param result {@code done}, or why it was not
     */
    record Administration(String act, String target, String result) implements Deed {}
}
