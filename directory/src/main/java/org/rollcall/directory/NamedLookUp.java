package org.rollcall.directory;

/** Something settled but for the name of the entry that it begins with. */
public interface NamedLookUp {}
