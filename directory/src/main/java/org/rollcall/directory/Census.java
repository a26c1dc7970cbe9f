package org.rollcall.directory;

/** Living entries by kind, hidden ones included. */
public record Census(long people, long applications, long conferences, long others) {}
