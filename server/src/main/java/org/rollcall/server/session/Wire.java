package org.rollcall.server.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.rollcall.identity.sasl.SecurityLayer;

/**
 * The connection as its session sees it. All but {@link #handOver} is called on the one thread that owns both, and
 * nothing here calls back into the session before it returns.
 */
public interface Wire {
    /** Where the next reply is to be appended; asked for again for each reply, since it may be another buffer then. */
    ByteBuf out();

    /** False while the client has left more output unread than it may; {@link Session#turn} is called once it is true. */
    boolean writable();

    /** Asks for a call of {@link Session#turn} when other connections had theirs. */
    void requestTurn();

    /** Runs a task on the session's thread; called from any thread. */
    void handOver(Runnable task);

    /**
     * Runs a task on the session's thread after a pause.
     *
     * @return gives the task up, for good, if it has not run; to be run on the session's thread
     */
    Runnable later(Runnable task, Duration pause);

    /**
     * True where octets have come, in clear text, behind the request that is being handled.
     */
    boolean octetsWait();

    /** Whether {@link #startTls} may be called; false as well where the connection has been encrypted from its start. */
    boolean offersTls();

    /**
     * What was written leaves as it is; whatever comes then is TLS. The session is told by {@link Session#secured} when
     * that is agreed on; nothing is handed to it before.
     */
    void startTls();

    /**
     * What was written leaves as it is; whatever comes then, both ways, is wrapped by this layer, inside of TLS where
     * that is on.
     */
    void wrap(SecurityLayer layer);

    /**
     * Ends the connection; what was written leaves first.
     *
     * @param unexpected true where the client may still be sending, so that care is taken that it gets our last words
     */
    void hangUp(boolean unexpected);
}
