package org.rollcall.server.session;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.locator.Work;
import org.rollcall.server.logon.Login;

/**
 * A request whose result is not written yet: it waits for its turn, streams, is being judged or committed. Requests that are
 * answered as they come never become one.
 */
final class Operation implements BiConsumer<Work.Answer, @Nullable Throwable>, Runnable {
    enum State {
        /** Not begun. */
        WAITING,
        /** Not begun, and its answer is known all the same: only room to write it is missing. */
        ANSWERED,
        /** As {@link #ANSWERED}, for what could not be decoded: the message is the reply itself. */
        REFUSED,
        STREAMING,
        COMMITTING,
        /** A bind that is being judged: nothing else begins meanwhile (RFC 4511 §4.2.1). */
        BINDING
    }

    private final Session session;
    final LdapMessage message;
    final OperationKind kind;
    final int octets;
    State state;
    long startedNanos;
    /** Working time so far. */
    long workedNanos;

    Work.@Nullable Stream stream;
    Work.@Nullable Answer answer;

    Login.@Nullable Outcome outcome;

    @Nullable
    Throwable failure;

    Operation(Session session, LdapMessage message, OperationKind kind, int octets, State state) {
        this.session = session;
        this.message = message;
        this.kind = kind;
        this.octets = octets;
        this.state = state;
    }

    /** Called by whoever completed the commit, on any thread. */
    @Override
    public void accept(Work.Answer result, @Nullable Throwable problem) {
        answer = result;
        failure = problem;
        session.handOver(this);
    }

    /** Called on the session's thread. */
    @Override
    public void run() {
        session.committed(this);
    }
}
