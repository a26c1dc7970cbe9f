/**
 * Whole PDUs: where one ends, from octets to messages and back, and the two fast ways out for search replies. What
 * stands inside a control or an extended operation is the affair of {@code control}; what a message means, of others.
 */
@NullMarked
package org.rollcall.ldap.codec;

import org.jspecify.annotations.NullMarked;
