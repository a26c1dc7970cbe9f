/**
 * LDIF (RFC 2849): records as values, read from a stream and written to one, one record at a time. What a record means
 * for a directory, and where the octets come from, is the affair of others.
 */
@NullMarked
package org.rollcall.ldap.ldif;

import org.jspecify.annotations.NullMarked;
