package org.rollcall.identity.account;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** What the records of accounts mean, for those who look after a store and serve nothing from it. */
public final class StoredAccounts {
    private StoredAccounts() {}

    /** What is wrong with a record taken by itself, for people; empty if nothing is. */
    public static Optional<String> problem(OctetString key, OctetString value) {
        Loading alone = new Loading();
        alone.record(key, value);
        return alone.damaged().stream().map(DamagedRecord::toString).findFirst();
    }
}
