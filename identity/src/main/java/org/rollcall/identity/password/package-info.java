/**
 * What is kept of a password, and never the password: a hash, a SCRAM verifier, the NT hash under a key. All of it is
 * computed by synchronous functions; {@link org.rollcall.identity.password.HashingDesk} bounds how many wait to be.
 * Whose password it is does not belong here.
 */
@NullMarked
package org.rollcall.identity.password;

import org.jspecify.annotations.NullMarked;
