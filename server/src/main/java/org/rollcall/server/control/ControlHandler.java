package org.rollcall.server.control;

import java.util.concurrent.CancellationException;

/** Does what is asked of the store. */
@FunctionalInterface
public interface ControlHandler {

    /**
     * Does it, on the caller's thread and for as long as it takes; several at once.
     *
     * @throws ControlException if it is not done
     * @throws CancellationException as {@code progress} ordered
     */
    ControlResult handle(ControlRequest.OfStore request, ControlProgress progress) throws ControlException;
}
