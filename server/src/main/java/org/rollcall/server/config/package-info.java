/**
 * The settings: immutable records, the one place where each is described, and how a file, the environment and the
 * command line become one of them.
 *
 * <p>Nothing here acts on a setting; the parts of the server take the record that concerns them.
 */
@NullMarked
package org.rollcall.server.config;

import org.jspecify.annotations.NullMarked;
