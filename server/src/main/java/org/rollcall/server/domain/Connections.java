package org.rollcall.server.domain;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Encrypted connections to the controllers. The controller that worked last is asked until it fails; then the next one is.
 * There are as many connections as threads come here at once. Who the last bind made of a connection's client is for
 * whoever gets it next to change.
 */
final class Connections implements AutoCloseable {
    private final List<ControllerAddress> controllers;
    private final SSLSocketFactory sockets;
    private final LDAPConnectionOptions options;
    private final AtomicInteger preferred = new AtomicInteger();
    private final Deque<Open> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** @param controller its place in the list */
    private record Open(LDAPConnection connection, int controller) {}

    /** What is done over a connection. What it throws ends that. */
    @FunctionalInterface
    interface Work<T> {
        T over(LDAPConnection connection) throws LDAPException;
    }

    /**
     * None is open yet.
     *
     * @param controllers one at least
     * @param patience for a connection to be there, and for each answer
     */
    Connections(List<ControllerAddress> controllers, SSLSocketFactory sockets, Duration patience) {
        this.controllers = List.copyOf(controllers);
        this.sockets = new PatientSockets(sockets, patience);
        this.options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) patience.toMillis());
        options.setResponseTimeoutMillis(patience.toMillis());
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(false);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    }

    /**
     * Does some work over a connection.
     *
     * @throws LDAPException where no controller can be connected, or the work throws it; the message names the controller
     */
    <T> T use(Work<T> work) throws LDAPException {
        @Nullable Open open = idle.pollFirst();
        if (open != null) {
            try {
                return use(open, work);
            } catch (LDAPException e) {
                // Controllers end connections that have been idle for a while.
                if (!e.getResultCode().equals(ResultCode.SERVER_DOWN)) {
                    throw turnedFrom(open, e);
                }
            }
        }
        Open fresh = connect();
        try {
            return use(fresh, work);
        } catch (LDAPException e) {
            throw turnedFrom(fresh, e);
        }
    }

    private LDAPException turnedFrom(Open open, LDAPException e) {
        preferred.compareAndSet(open.controller(), next(open.controller()));
        return named(open.controller(), e);
    }

    private <T> T use(Open open, Work<T> work) throws LDAPException {
        boolean sound = false;
        try {
            T result = work.over(open.connection());
            sound = true;
            return result;
        } finally {
            if (sound && !closed) {
                idle.addFirst(open);
            } else {
                open.connection().close();
            }
        }
    }

    private int next(int controller) {
        return (controller + 1) % controllers.size();
    }

    private Open connect() throws LDAPException {
        int controller = preferred.get();
        StringBuilder failures = new StringBuilder();
        for (int tried = 0; tried < controllers.size(); tried++) {
            ControllerAddress address = controllers.get(controller);
            try {
                LDAPConnection connection = new LDAPConnection(sockets, options, address.host(), address.port());
                preferred.set(controller);
                return new Open(connection, controller);
            } catch (LDAPException e) {
                failures.append(tried == 0 ? "" : "; ")
                        .append(named(controller, e).getMessage());
                controller = next(controller);
            }
        }
        throw new LDAPException(ResultCode.CONNECT_ERROR, failures.toString());
    }

    private LDAPException named(int controller, LDAPException e) {
        return new LDAPException(e.getResultCode(), controllers.get(controller) + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        closed = true;
        for (@Nullable Open open = idle.pollFirst(); open != null; open = idle.pollFirst()) {
            open.connection().close();
        }
    }
}
