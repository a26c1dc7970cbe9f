package org.rollcall.directory.matching;

import org.rollcall.ldap.OctetString;

/** An assertion ready to be held against many stored values. Immutable; safe for any number of threads. */
@FunctionalInterface
public interface ValuePattern {
    /** Whether the value in this slice matches; a value that cannot be prepared (RFC 4518 §2.4) matches nothing. */
    boolean matches(byte[] src, int offset, int length);

    default boolean matches(OctetString value) {
        return matches(value.unsafeArray(), 0, value.length());
    }
}
