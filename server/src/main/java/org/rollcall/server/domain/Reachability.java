package org.rollcall.server.domain;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** Whether somebody else does their work. The log hears of it when that changes, and not at each request. */
final class Reachability {
    private final String who;
    private final Logger log;
    private final AtomicBoolean failing = new AtomicBoolean();

    /** @param who as the beginning of a sentence */
    Reachability(String who, Logger log) {
        this.who = who;
        this.log = log;
    }

    void works() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            log.info("{} can be asked again", who);
        }
    }

    /** @param reason for the operator */
    void fails(String reason) {
        if (failing.compareAndSet(false, true)) {
            log.warn(
                    "{} can't be asked, and users of the domain are told that it is unavailable until they can: {}",
                    who,
                    reason);
        }
    }

    boolean isFailing() {
        return failing.get();
    }
}
