/**
 * Attribute types, object classes, their definitions as text (RFC 4512 §4.1), the check of an entry against them, and
 * their publication. How values compare lives in {@code matching}; which dialect is forgiven what, and the mapping of
 * message names (MS-TAIL 2.2.5), is the locator's affair.
 */
@NullMarked
package org.rollcall.directory.schema;

import org.jspecify.annotations.NullMarked;
