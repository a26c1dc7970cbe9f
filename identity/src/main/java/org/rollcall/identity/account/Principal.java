package org.rollcall.identity.account;

import java.time.Instant;
import org.rollcall.access.descriptor.Sid;

/** An account or a group. The two share one space of names, and one of SIDs. */
public sealed interface Principal permits Account, Group {
    Sid sid();

    AccountName name();

    Instant created();

    /** When the record was changed last; a group's members are part of it, an account's groups are not. */
    Instant changed();
}
