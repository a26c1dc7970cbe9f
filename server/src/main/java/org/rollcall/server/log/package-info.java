/**
 * What the server writes down of its clients' operations: the access log, and what went wrong. Which form the lines take
 * and where they go is the affair of whoever configures the logger.
 */
@NullMarked
package org.rollcall.server.log;

import org.jspecify.annotations.NullMarked;
