/**
 * Durability as the engine needs it: named tables, one atomic batch, a future for its commit, what a store says of its
 * own health; and the store that forgets. Other stores are modules of their own.
 */
@NullMarked
package org.rollcall.directory.store;

import org.jspecify.annotations.NullMarked;
