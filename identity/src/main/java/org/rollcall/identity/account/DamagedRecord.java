package org.rollcall.identity.account;

import java.util.Optional;
import org.rollcall.ldap.OctetString;

/**
 * A record that is there and not used.
 *
 * @param what which one, for people
 * @param reason what is wrong with it, for people
 * @param key where it stands; empty where the store cannot vouch for that
 */
public record DamagedRecord(String what, String reason, Optional<OctetString> key) {
    @Override
    public String toString() {
        return what + ": " + reason;
    }
}
