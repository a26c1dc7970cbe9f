package org.rollcall.server.session;

import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.logon.Login;

/** Is told what sessions did, for metrics and logs. Called on the session's thread, for every operation: be quick. */
public interface Observer {
    /**
     * An operation is over.
     *
     * @param request without its answer: abandon and unbind are told too
     * @param entries entries it returned
     * @param startedNanos when it began, by the sessions' clock
     * @param endedNanos when its result was written, by the same clock
     */
    void ended(
            Client client,
            ProtocolVersion version,
            LdapMessage request,
            OperationKind kind,
            ResultCode code,
            long entries,
            long startedNanos,
            long endedNanos);

    /**
     * An operation is over that succeeded without having been decoded.
     *
     * @param request valid during the call only
     * @param entries entries it returned
     * @param startedNanos when it began, by the sessions' clock
     * @param endedNanos when its result was written, by the same clock
     */
    void answered(
            Client client,
            ProtocolVersion version,
            RequestOctets request,
            OperationKind kind,
            long entries,
            long startedNanos,
            long endedNanos);

    /** A bind came to something, which is answered next. */
    default void judged(Client client, Login.Outcome outcome) {}

    /** A message could not be understood. */
    void malformed(Client client, String why);

    /** Somebody ran into a limit. */
    void limited(Client client, Limit limit);

    /** An operation failed for no fault of its client. */
    void failed(Client client, LdapMessage request, Throwable failure);

    /** A request could not be answered undecoded, for no fault of its client; it goes the ordinary way. */
    void stumbled(Client client, RuntimeException failure);
}
