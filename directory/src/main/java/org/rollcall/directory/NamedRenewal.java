package org.rollcall.directory;

/**
 * A renewal settled but for the name of the entry. Made by {@link Directory#named(RenewRequest, PlainName)}; shared by all
 * askers and threads.
 */
public interface NamedRenewal extends NamedLookUp {}
