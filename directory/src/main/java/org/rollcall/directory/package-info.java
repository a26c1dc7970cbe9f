/**
 * The border of the engine: what the dialects, the console and the gateways may say to a directory. Interfaces and
 * immutable values only; the engine itself lives in {@code engine}, the schema in {@code schema}, conditions in
 * {@code query}, durability behind {@code store}.
 *
 * <p>The only way to entries is a {@link org.rollcall.directory.View}, made for an {@link org.rollcall.directory.Asker}:
 * what the asker may not see or do is decided there, so that a forgotten check does not compile.
 */
@NullMarked
package org.rollcall.directory;

import org.jspecify.annotations.NullMarked;
