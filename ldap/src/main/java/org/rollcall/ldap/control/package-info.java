/**
 * What stands inside controls and extended operations, as records that can be read from and written to their values,
 * and the object identifiers that go with them. What they make a server do is the affair of others.
 */
@NullMarked
package org.rollcall.ldap.control;

import org.jspecify.annotations.NullMarked;
