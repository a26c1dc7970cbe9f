/**
 * Conditions: filters resolved against a schema, and their three-valued evaluation. Where an index helps is the
 * engine's affair.
 */
@NullMarked
package org.rollcall.directory.query;

import org.jspecify.annotations.NullMarked;
