package org.rollcall.directory;

import org.rollcall.directory.query.Condition;

/**
 * A renewal.
 *
 * @param condition the entry (paired with an application, where {@code pairing} says so) must match it, else it is
 *     absent
 * @param withApplications true renews the person's applications of the same owner too (decision 16)
 */
public record RenewRequest(
        EntryName name, LeaseTerm.Exactly term, Condition condition, Pairing pairing, boolean withApplications) {}
