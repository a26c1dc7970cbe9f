/**
 * Who did what: a line of JSON for each bind, each change and each refusal, in a file that is turned over when it is
 * large. What every operation took and found is the access log's affair, in {@code log}.
 */
@NullMarked
package org.rollcall.server.audit;

import org.jspecify.annotations.NullMarked;
