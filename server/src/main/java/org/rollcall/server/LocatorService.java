package org.rollcall.server;

import io.netty.buffer.ByteBuf;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.locator.Caller;
import org.rollcall.locator.Locator;
import org.rollcall.locator.Work;
import org.rollcall.server.session.Service;

/** The locator as sessions know it. */
record LocatorService(Locator locator) implements Service {
    @Override
    public Work begin(LdapMessage message, Caller caller) {
        return locator.begin(message, caller);
    }

    @Override
    public int answer(RequestOctets request, Caller caller, ByteBuf out) {
        return locator.answer(request, caller, out);
    }

    @Override
    public void foresee(RequestOctets[] requests, int count, Caller caller) {
        locator.foresee(requests, count, caller);
    }

    @Override
    public void learn(RequestOctets octets, LdapMessage message, Caller caller) {
        locator.learn(octets, message, caller);
    }
}
