/**
 * The {@code rollcall} command: what it understands, how it reads the settings, what it prints, where its log goes.
 *
 * <p>It starts and ends a server; nothing here knows how one works.
 */
@NullMarked
package org.rollcall.cli;

import org.jspecify.annotations.NullMarked;
