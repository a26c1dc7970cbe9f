/**
 * Microbenchmarks of the hot paths, run by {@code rollcall-bench jmh} with the gc profiler: what a step costs and whether
 * it allocates. Nothing here starts a server.
 */
@NullMarked
package org.rollcall.bench.micro;

import org.jspecify.annotations.NullMarked;
