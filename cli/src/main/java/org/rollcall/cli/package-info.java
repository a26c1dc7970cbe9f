/**
 * The {@code rollcall} command: what it understands, how it reads the settings, what it prints, where its log goes.
 *
 * <p>It starts and ends a server; nothing here knows how one works. What operators do with a store it asks of the server
 * that has it, or has done by the store itself where no server runs.
 */
@NullMarked
package org.rollcall.cli;

import org.jspecify.annotations.NullMarked;
