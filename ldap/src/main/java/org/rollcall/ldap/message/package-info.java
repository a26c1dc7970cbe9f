/**
 * LDAP messages as immutable records: RFC 4511, version 2 where it differs, the Sicily choices. Values only: encoding
 * and decoding live in {@code codec}, the contents of controls and extended operations in {@code control}.
 */
@NullMarked
package org.rollcall.ldap.message;

import org.jspecify.annotations.NullMarked;
