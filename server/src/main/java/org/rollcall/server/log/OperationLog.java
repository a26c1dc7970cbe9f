package org.rollcall.server.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.logon.Login;
import org.rollcall.server.session.Observer;
import org.rollcall.server.session.OperationKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what one event loop's sessions did, and passes everything on to the counters. For one thread. */
public final class OperationLog implements Observer {
    /** Faults of ours that are told with their stack traces, in a row without end, would bury the first ones. */
    private static final int FAILURES_TOLD = 100;

    private final Observer next;
    private final @Nullable LineDesk lines;
    private final Logger logger;
    private int failures;

    public OperationLog(Observer next, Optional<AccessLog> accessLog) {
        this(next, accessLog, LoggerFactory.getLogger(OperationLog.class));
    }

    OperationLog(Observer next, Optional<AccessLog> accessLog, Logger logger) {
        this.next = next;
        this.lines = accessLog.map(AccessLog::desk).orElse(null);
        this.logger = logger;
    }

    @Override
    public void ended(
            Client client,
            ProtocolVersion version,
            LdapMessage request,
            OperationKind kind,
            ResultCode code,
            long entries,
            long startedNanos,
            long endedNanos) {
        next.ended(client, version, request, kind, code, entries, startedNanos, endedNanos);
        if (lines != null) {
            lines.ended(client, version, request, kind, code, entries, startedNanos, endedNanos);
        }
    }

    @Override
    public void answered(
            Client client,
            ProtocolVersion version,
            RequestOctets request,
            OperationKind kind,
            long entries,
            long startedNanos,
            long endedNanos) {
        next.answered(client, version, request, kind, entries, startedNanos, endedNanos);
        if (lines != null) {
            lines.answered(client, version, request, kind, entries, startedNanos, endedNanos);
        }
    }

    @Override
    public void judged(Client client, Login.Outcome outcome) {
        next.judged(client, outcome);
        if (!outcome.reason().isEmpty()) {
            // No more than an address may have wrong.
            logger.info("{}: logon refused: {}", client.remote(), outcome.reason());
        }
    }

    @Override
    public void malformed(Client client, String why) {
        next.malformed(client, why);
        logger.debug("{}: malformed message: {}", client.remote(), why);
    }

    @Override
    public void limited(Client client, Limit limit) {
        next.limited(client, limit);
        logger.debug("{}: limit reached: {}", client.remote(), limit.label());
    }

    @Override
    public void failed(Client client, LdapMessage request, Throwable failure) {
        next.failed(client, request, failure);
        if (isTold()) {
            logger.error(
                    "{}: an operation failed: {}",
                    client.remote(),
                    request.op().getClass().getSimpleName(),
                    failure);
        }
    }

    @Override
    public void stumbled(Client client, RuntimeException failure) {
        next.stumbled(client, failure);
        if (isTold()) {
            logger.error("{}: a request could not be answered undecoded and is decoded", client.remote(), failure);
        }
    }

    private boolean isTold() {
        return ++failures <= FAILURES_TOLD;
    }
}
