/**
 * NetBIOS over TCP, as far as an LDAP server needs it: the session service, in whose frames LDAP may come (MS-TAIL 1.5,
 * RFC 1002 §4.3), and the answers to whoever asks for the server's own name (RFC 1002 §4.2). What the packets mean is
 * told apart from the channels that carry them; LDAP itself is not known here. No name is registered or defended, and no
 * name server is asked: the operator sees to it that the name is this server's only.
 */
@NullMarked
package org.rollcall.server.netbios;

import org.jspecify.annotations.NullMarked;
