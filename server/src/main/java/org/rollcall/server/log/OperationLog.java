package org.rollcall.server.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.session.Observer;
import org.rollcall.server.session.OperationKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what one event loop's sessions did, and passes everything on to the counters. */
public final class OperationLog implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(OperationLog.class);
    /** Faults of ours that are told with their stack traces, in a row without end, would bury the first ones. */
    private static final int FAILURES_TOLD = 100;

    private final Observer next;
    private final @Nullable AccessLog accessLog;
    private int failures;

    public OperationLog(Observer next, Optional<AccessLog> accessLog) {
        this.next = next;
        this.accessLog = accessLog.orElse(null);
    }

    @Override
    public void ended(
            Client client,
            ProtocolVersion version,
            LdapMessage request,
            OperationKind kind,
            ResultCode code,
            long entries,
            long nanos) {
        next.ended(client, version, request, kind, code, entries, nanos);
        if (accessLog != null) {
            accessLog.record(
                    new AccessRecord(client, version, new AccessRecord.Decoded(request), kind, code, entries, nanos));
        }
    }

    @Override
    public void answered(
            Client client,
            ProtocolVersion version,
            RequestOctets request,
            OperationKind kind,
            long entries,
            long nanos) {
        next.answered(client, version, request, kind, entries, nanos);
        if (accessLog != null) {
            accessLog.record(new AccessRecord(
                    client,
                    version,
                    new AccessRecord.Encoded(request.toByteArray()),
                    kind,
                    ResultCode.SUCCESS,
                    entries,
                    nanos));
        }
    }

    @Override
    public void malformed(Client client, String why) {
        next.malformed(client, why);
        LOG.debug("{}: malformed message: {}", client.remote(), why);
    }

    @Override
    public void limited(Client client, Limit limit) {
        next.limited(client, limit);
        LOG.debug("{}: limit reached: {}", client.remote(), limit.label());
    }

    @Override
    public void failed(Client client, LdapMessage request, Throwable failure) {
        next.failed(client, request, failure);
        if (++failures <= FAILURES_TOLD) {
            LOG.error(
                    "{}: an operation failed: {}",
                    client.remote(),
                    request.op().getClass().getSimpleName(),
                    failure);
        }
    }
}
