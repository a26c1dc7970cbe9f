/**
 * The Basic Encoding Rules as RFC 4511 §5.1 narrows them: tags, lengths and primitive values over byte arrays. Nothing
 * here knows what a message is.
 */
@NullMarked
package org.rollcall.ldap.ber;

import org.jspecify.annotations.NullMarked;
