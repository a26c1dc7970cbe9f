package org.rollcall.server.control;

import java.util.concurrent.CancellationException;

/** Hears how far a request's work has come. */
@FunctionalInterface
public interface ControlProgress {
    ControlProgress NONE = (stage, done, total) -> {};

    /**
     * How far it is.
     *
     * @param stage what is being done, such as {@code copy}; it says in which unit
     * @throws CancellationException to end the work, where that is safe
     */
    void report(String stage, long done, long total);
}
