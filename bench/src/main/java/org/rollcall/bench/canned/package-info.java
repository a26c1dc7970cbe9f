/**
 * The ceiling: a server that finds message boundaries and ids and answers constant bytes. Nothing here understands a
 * request.
 */
@NullMarked
package org.rollcall.bench.canned;

import org.jspecify.annotations.NullMarked;
