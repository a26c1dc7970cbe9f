/**
 * What every part of the wire shares: octet strings and the two text encodings.
 *
 * <p>Messages live in {@code message}, filters in {@code filter}, names in {@code name}, BER in {@code ber}, whole
 * PDUs in {@code codec}, the contents of controls and extended operations in {@code control}, entries and changes as
 * text in {@code ldif}. Nothing here knows of schemas, entries or sockets.
 */
@NullMarked
package org.rollcall.ldap;

import org.jspecify.annotations.NullMarked;
