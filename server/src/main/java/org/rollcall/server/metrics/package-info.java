/**
 * What the server tells of its work in figures: counters that cost next to nothing where they are counted, gathered when
 * somebody asks, and the port on which Prometheus does.
 */
@NullMarked
package org.rollcall.server.metrics;

import org.jspecify.annotations.NullMarked;
