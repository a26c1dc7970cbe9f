/**
 * The bytes of a measurement: requests encoded once and stamped per use, replies scanned for their boundaries and read
 * in full only for samples. Independent of the codec under test, so that a fault there cannot hide itself; no sockets
 * beyond the choice of a transport.
 */
@NullMarked
package org.rollcall.bench.wire;

import org.jspecify.annotations.NullMarked;
