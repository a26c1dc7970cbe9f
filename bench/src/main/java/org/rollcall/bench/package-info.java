/**
 * The {@code rollcall-bench} command: what the user types, and nothing that measures. Requests and replies as bytes live
 * in {@code wire}, the people in {@code people}, the load generator in {@code load}, the canned-reply server in
 * {@code canned}, servers under test, workloads, rounds and the report in {@code run}.
 */
@NullMarked
package org.rollcall.bench;

import org.jspecify.annotations.NullMarked;
