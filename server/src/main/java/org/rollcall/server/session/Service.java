package org.rollcall.server.session;

import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.locator.Caller;
import org.rollcall.locator.Work;

/** What gives requests their meaning: the locator. */
@FunctionalInterface
public interface Service {
    /** Begins what a request asks for; refusals are answers, not exceptions. */
    Work begin(LdapMessage message, Caller caller);
}
