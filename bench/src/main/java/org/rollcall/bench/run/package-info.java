/**
 * Measuring side by side: the servers under test as child processes, the workloads, rounds and medians, and the report.
 */
@NullMarked
package org.rollcall.bench.run;

import org.jspecify.annotations.NullMarked;
