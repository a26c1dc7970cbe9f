package org.rollcall.identity.account;

import java.util.random.RandomGenerator;
import org.rollcall.access.descriptor.Sid;

/** Relative identifiers, and the authority they are relative to: {@code S-1-5-21-x-y-z} (MS-DTYP 2.4.2.4). */
final class Rids {
    private static final int NT_AUTHORITY = 5;
    private static final int NON_UNIQUE = 21;
    private static final int AUTHORITY_PARTS = 4;

    private Rids() {}

    static Sid newAuthority(RandomGenerator random) {
        return Sid.of(
                NT_AUTHORITY,
                NON_UNIQUE,
                Integer.toUnsignedLong(random.nextInt()),
                Integer.toUnsignedLong(random.nextInt()),
                Integer.toUnsignedLong(random.nextInt()));
    }

    static boolean isAuthority(Sid sid) {
        return sid.authority() == NT_AUTHORITY
                && sid.subAuthorityCount() == AUTHORITY_PARTS
                && sid.subAuthority(0) == NON_UNIQUE;
    }

    static boolean isUnder(Sid authority, Sid sid) {
        return sid.subAuthorityCount() == authority.subAuthorityCount() + 1
                && authority.append(rid(sid)).equals(sid);
    }

    /** The last part. */
    static long rid(Sid sid) {
        return sid.subAuthority(sid.subAuthorityCount() - 1);
    }

    /** What an account's SID is under. */
    static Sid authorityOf(Sid sid) {
        long[] parts = new long[sid.subAuthorityCount() - 1];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = sid.subAuthority(i);
        }
        return Sid.of(sid.authority(), parts);
    }
}
