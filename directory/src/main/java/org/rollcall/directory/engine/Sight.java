package org.rollcall.directory.engine;

/** What it takes to look at an entry: names, clocks, and the meaning of what is there. */
record Sight(Names names, KnownTypes known, Leases leases, Clocks clocks, Guards guards, Computed computed) {}
