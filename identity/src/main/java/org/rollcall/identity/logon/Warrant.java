package org.rollcall.identity.logon;

import java.util.Optional;
import org.rollcall.access.check.Token;

/** What a logon is worth after it was granted. Any thread may ask, at any time. */
@FunctionalInterface
public interface Warrant {
    /**
     * For whom access is checked now.
     *
     * @return empty where the logon counts no more: the account was removed, disabled, or given another password since
     */
    Optional<Token> token();
}
