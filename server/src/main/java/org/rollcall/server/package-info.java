/**
 * The server as a whole: puts schema, engine, locator, listeners and metrics together, starts them and ends them. What
 * each of them does is theirs.
 */
@NullMarked
package org.rollcall.server;

import org.jspecify.annotations.NullMarked;
