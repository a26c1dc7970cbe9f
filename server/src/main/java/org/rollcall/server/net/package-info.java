/**
 * Connections: sockets, event loops, framing, buffers, turns, idle times. Moves messages between clients and their
 * {@code session}s and knows nothing of what they mean.
 */
@NullMarked
package org.rollcall.server.net;

import org.jspecify.annotations.NullMarked;
