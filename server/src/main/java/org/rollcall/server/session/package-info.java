/**
 * One LDAP session each: a state machine that takes messages and writes replies. It knows binds, the order of requests,
 * what is under way and how it is stopped; what requests mean is the locator's affair, how octets travel that of
 * {@code net}. No I/O, no threads, no clock of its own.
 */
@NullMarked
package org.rollcall.server.session;

import org.jspecify.annotations.NullMarked;
