/**
 * The load generator: closed loop, whole sessions and open loop over one event loop, and what they measured. It knows
 * encoded requests and expected outcomes, not what they mean, nor which server answers.
 */
@NullMarked
package org.rollcall.bench.load;

import org.jspecify.annotations.NullMarked;
