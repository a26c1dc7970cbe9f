package org.rollcall.server.control;

import java.util.concurrent.CancellationException;

/**
 * Does what is asked.
 *
 * @param <R> what it can be asked for
 */
@FunctionalInterface
public interface ControlHandler<R extends ControlRequest.OfOneResult> {

    /**
     * Does it, on the caller's thread and for as long as it takes; several at once.
     *
     * @throws ControlException if it is not done
     * @throws CancellationException as {@code progress} ordered
     */
    ControlResult handle(R request, ControlProgress progress) throws ControlException;
}
