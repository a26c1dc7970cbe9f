package org.rollcall.identity.sasl;

import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.rollcall.identity.account.AccountName;

/** Whose certificate it is. */
public interface SubjectMapping {
    /**
     * The account that the subject of a certificate stands for; empty where it stands for none.
     *
     * @param subject of a certificate that was verified
     */
    Optional<AccountName> accountOf(X500Principal subject);
}
