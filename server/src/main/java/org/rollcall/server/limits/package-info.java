/**
 * What one client, or all together, may ask of the server: who counts as one client, and the counts and rates that are
 * kept across connections. No I/O; time is handed in. Limits that concern a single connection are kept where they are
 * met, in {@code session} and {@code net}.
 */
@NullMarked
package org.rollcall.server.limits;

import org.jspecify.annotations.NullMarked;
