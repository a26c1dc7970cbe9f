package org.rollcall.server.netbios;

import java.util.Optional;

/**
 * Judges session requests (RFC 1002 §5.2.1.2).
 *
 * @param retarget where all are sent, if they are
 */
record SessionDesk(OwnNames names, Optional<SessionAnswer.Retarget> retarget) {
    SessionAnswer answer(SessionRequest request) {
        if (retarget.isPresent()) {
            return retarget.get();
        }
        NetbiosName called = request.called();
        if (names.has(called) || names.isAnyServer(called)) {
            // Nodes of different scopes are nodes of different networks (RFC 1001 §9).
            return names.isInScope(request.calling())
                    ? SessionAnswer.POSITIVE
                    : new SessionAnswer.Negative(SessionOutcome.NOT_LISTENING_FOR_CALLING_NAME);
        }
        // Of another suffix the client has the right node; that its name is not present would have it look for another.
        return new SessionAnswer.Negative(
                names.isNamed(called)
                        ? SessionOutcome.NOT_LISTENING_ON_CALLED_NAME
                        : SessionOutcome.CALLED_NAME_NOT_PRESENT);
    }
}
