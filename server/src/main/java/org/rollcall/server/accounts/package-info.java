/**
 * The accounts of a server at work: opened with its store, with the key, the threads and the chance that judging
 * passwords takes. What accounts are, and how they are judged, is in {@code identity}; what a bind makes of it, in
 * {@code session}.
 */
@NullMarked
package org.rollcall.server.accounts;

import org.jspecify.annotations.NullMarked;
