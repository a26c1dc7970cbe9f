/**
 * The engine of one machine: slots, indexes, leases, reservations, visibility, the feed of changes. Implements the
 * interfaces of the border package and shows nothing else but its constructor's arguments. No sockets, no clocks of
 * its own.
 */
@NullMarked
package org.rollcall.directory.engine;

import org.jspecify.annotations.NullMarked;
