/**
 * The accounts and groups that the server keeps: their names, their SIDs under the server's own authority, who is in
 * which group, what a logon yields. {@link org.rollcall.identity.account.AccountBook} is the way in.
 *
 * <p>A {@code Snapshot} is all of it at one time, immutable. {@code ChangeQueue} makes the next one of it, one change after
 * another, each committed to the store before it shows; {@code AccountRecords} says what a record looks like there, and
 * {@code Loading} makes a snapshot of records again. How a password is proved does not belong here.
 */
@NullMarked
package org.rollcall.identity.account;

import org.jspecify.annotations.NullMarked;
