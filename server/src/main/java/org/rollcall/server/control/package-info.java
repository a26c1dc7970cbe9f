/**
 * The channel by which operators' commands reach a running server: a socket in the file system that only the server's own
 * user may use, requests and what is answered to them, and both ends of it. What the requests do is done elsewhere, in
 * the store and in {@code ldif}.
 *
 * <h2>The protocol, version 1</h2>
 *
 * <p>Lines of JSON, UTF-8. A connection has one request, which is one line: an object with {@code version}, {@code
 * request} and what that kind of request has. The server answers with any number of lines {@code {"progress": {...}}},
 * then one line {@code {"result": {...}}} or {@code {"error": {"kind": ..., "message": ...}}}, and closes. A client that
 * closes before that wants the work ended.
 *
 * <p>To {@code export}, with {@code base} and {@code filter} (RFC 4514 and 4515), the answer begins with a line {@code
 * {"entry": {"dn": ..., "attributes": [{"name": ..., "values": [...]}]}}} for each entry; the DN and values are octets in
 * Base64. The server waits for whoever reads slowly, for each line some minutes.
 *
 * <p>Behind the line of {@code import}, with {@code existing}, {@code drop}, {@code rehearsal} and perhaps {@code lease}
 * (ISO 8601), the client sends lines of the same form, one for each entry, and at last {@code {"end": true}}. The server
 * begins with a line of progress, by which the client knows that it was not sent away. Then it answers each entry, in
 * their order, with a line {@code {"outcome": {"kind": ...}}}, without the client having to wait for that:
 * it reads on until a number of them are unanswered. The client takes in what it is answered while it sends.
 *
 * <p>Both have the result {@code {"count": ...}}: how many entries there were.
 */
@NullMarked
package org.rollcall.server.control;

import org.jspecify.annotations.NullMarked;
