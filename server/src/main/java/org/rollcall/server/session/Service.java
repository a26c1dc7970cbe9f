package org.rollcall.server.session;

import io.netty.buffer.ByteBuf;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.locator.Caller;
import org.rollcall.locator.Locator;
import org.rollcall.locator.Work;

/** What gives requests their meaning: the locator. */
@FunctionalInterface
public interface Service {
    /** Begins what a request asks for; refusals are answers, not exceptions. */
    Work begin(LdapMessage message, Caller caller);

    /**
     * Answers a request successfully and at once, if that takes no decoding.
     *
     * @return entries written before the result; {@link Locator#NO_ROUTINE}, and nothing written, where it does not
     */
    default int answer(RequestOctets request, Caller caller, ByteBuf out) {
        return Locator.NO_ROUTINE;
    }

    /** Takes note of requests that {@link #answer} is about to be asked for, one after the other. */
    default void foresee(RequestOctets[] requests, int count, Caller caller) {}

    /** Takes note of a request that {@link #answer} did not answer. */
    default void learn(RequestOctets octets, LdapMessage message, Caller caller) {}
}
