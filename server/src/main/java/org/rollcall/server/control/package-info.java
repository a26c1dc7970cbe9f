/**
 * The channel by which operators' commands reach a running server: a socket in the file system that only the server's own
 * user may use, requests and what is answered to them, and both ends of it. What the requests do is done elsewhere.
 *
 * <h2>The protocol, version 1</h2>
 *
 * <p>Lines of JSON, UTF-8. A connection has one request, which is one line: an object with {@code version}, {@code
 * request} and what that kind of request has. The server answers with any number of lines {@code {"progress": {...}}},
 * then one line {@code {"result": {...}}} or {@code {"error": {"kind": ..., "message": ...}}}, and closes. A client that
 * closes before that wants the work ended.
 */
@NullMarked
package org.rollcall.server.control;

import org.jspecify.annotations.NullMarked;
