package org.rollcall.identity.account;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.ldap.OctetString;

/** Which record has a name and a SID first, under one authority. Others that want them can't be used. For one thread. */
final class Register {
    private final Sid authority;
    private final Map<AccountName, OctetString> names = new HashMap<>();
    private final Map<Sid, OctetString> sids = new HashMap<>();

    Register(Sid authority) {
        this.authority = authority;
    }

    Sid authority() {
        return authority;
    }

    /** Takes one in; says why it can't be used, if it can't. It may come again. */
    Optional<String> problem(Principal principal) {
        OctetString key = AccountRecords.key(principal);
        if (!Rids.isUnder(authority, principal.sid())) {
            return Optional.of("its SID " + principal.sid() + " is not of this server, which is " + authority);
        }
        OctetString first = names.getOrDefault(principal.name(), key);
        if (!first.equals(key)) {
            return Optional.of("its name is that of " + AccountRecords.describe(first));
        }
        if (!sids.getOrDefault(principal.sid(), key).equals(key)) {
            return Optional.of("its RID is that of an account");
        }
        names.put(principal.name(), key);
        sids.put(principal.sid(), key);
        return Optional.empty();
    }

    /** Whether nobody has this SID who should. */
    boolean misses(Sid sid) {
        return Rids.isUnder(authority, sid) && !sids.containsKey(sid);
    }
}
