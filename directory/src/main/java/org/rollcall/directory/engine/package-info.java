/**
 * The engine of one machine: slots, indexes, leases, reservations, visibility, the feed of changes. Implements the
 * interfaces of the border package and shows nothing else but its constructor's arguments, and what stored records mean to
 * those who only look after a store. No sockets, no threads, no clocks of its own.
 *
 * <p>A {@code Node} is an entry: a slot, contents in {@code Wire} form (whose values are {@code Elements}), one lease
 * word. {@code Population} holds all nodes and keeps {@code Slots}, {@code Index}, {@code Branch}es, {@code LeaseWheel},
 * {@code Accounts} and {@code Feed} in agreement, one entry at a time. Readers take no lock: {@code LocalCursor} looks where {@code Candidates} say and checks
 * each entry again. Writers reserve names in {@code Reservations}, stage in {@code LocalTransaction} and pass through
 * {@code Writers}, which commits to the store before {@code Population} changes. {@code StoredEntries} says what the store
 * keeps of an entry; {@code Recovery} makes entries of that again, and {@code Renewals} notes what it has not heard of.
 */
@NullMarked
package org.rollcall.directory.engine;

import org.jspecify.annotations.NullMarked;
