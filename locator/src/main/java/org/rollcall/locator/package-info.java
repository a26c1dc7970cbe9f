/**
 * MS-TAIL: what requests of NetMeeting, TAPI and every other LDAP client mean for the directory, and the form in
 * which each wants its replies. Pure translation: no sockets, no state between requests, no bind (who asks is in the
 * {@link org.rollcall.locator.Caller}).
 */
@NullMarked
package org.rollcall.locator;

import org.jspecify.annotations.NullMarked;
