/**
 * Judging who says to have an account: by a password, or at the end of a mechanism that proves in its own way; and what such
 * a logon is worth later. What messages look like does not belong here.
 */
@NullMarked
package org.rollcall.identity.logon;

import org.jspecify.annotations.NullMarked;
