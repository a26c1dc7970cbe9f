/**
 * What a single value is and when two are the same: syntaxes, matching rules (RFC 4517), string preparation (RFC 4518)
 * and the scans over plain ASCII that give the same answers faster. Which attribute has which rule is the affair of
 * {@code schema}; filters and entries are unknown here.
 */
@NullMarked
package org.rollcall.directory.matching;

import org.jspecify.annotations.NullMarked;
