package org.rollcall.directory.query;

/**
 * What entries must fulfil: a filter resolved against the schema. Items that the schema can't resolve are Undefined
 * and stay so under Not (RFC 4511 §4.5.1.7). Made by {@link org.rollcall.directory.Directory#condition}.
 */
public interface Condition {}
