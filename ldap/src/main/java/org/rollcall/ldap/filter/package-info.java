/**
 * Search filters as values, and their string form (RFC 4515). What a filter means for an entry is the directory's
 * affair.
 */
@NullMarked
package org.rollcall.ldap.filter;

import org.jspecify.annotations.NullMarked;
