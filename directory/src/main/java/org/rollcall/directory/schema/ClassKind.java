package org.rollcall.directory.schema;

/** The kinds of object class (RFC 4512 §2.4). */
public enum ClassKind {
    ABSTRACT,
    STRUCTURAL,
    AUXILIARY
}
