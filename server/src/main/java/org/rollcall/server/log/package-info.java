/**
 * What the server writes down of its clients' operations: the access log, whose lines are made and written here, and what
 * went wrong, which goes to the ordinary log. Where the lines go is the affair of whoever starts the server.
 */
@NullMarked
package org.rollcall.server.log;

import org.jspecify.annotations.NullMarked;
