package org.rollcall.identity.account;

/**
 * How much a server keeps.
 *
 * @param principals accounts and groups together
 * @param members in one group, directly
 * @param nesting how many groups deep a member may be: 1 is no group in another
 * @param waiting changes that wait for those before them
 */
public record AccountLimits(int principals, int members, int nesting, int waiting) {
    public static final AccountLimits DEFAULT = new AccountLimits(10_000, 10_000, 8, 1_000);
}
