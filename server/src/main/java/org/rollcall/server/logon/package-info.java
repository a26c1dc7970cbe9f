/**
 * What a bind comes to: which of the forms of RFC 4513 it has, whether it may be tried here and now, and who the client is
 * afterwards. How passwords and mechanisms are judged is in {@code identity}; in what order requests start, and what is
 * done with the answer, in {@code session}.
 */
@NullMarked
package org.rollcall.server.logon;

import org.jspecify.annotations.NullMarked;
