/**
 * Distinguished names as values, their string forms (RFC 4514, RFC 1779), and the names that N-clients write instead.
 * What a name stands for, and when two names are the same, is the directory's affair.
 */
@NullMarked
package org.rollcall.ldap.name;

import org.jspecify.annotations.NullMarked;
