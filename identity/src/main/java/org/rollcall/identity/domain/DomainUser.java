package org.rollcall.identity.domain;

import org.rollcall.identity.account.AccountName;

/** A name that belongs to the domain; whether somebody has it, only the domain knows. Equal in any case of its letters. */
public sealed interface DomainUser {
    AccountName name();

    /**
     * By the name of the account, {@code sAMAccountName}.
     *
     * @param domain the domain's NetBIOS name
     */
    record Account(String domain, AccountName name) implements DomainUser {
        @Override
        public String toString() {
            return domain + "\\" + name;
        }
    }

    /**
     * By the name of the user, {@code userPrincipalName}.
     *
     * @param isOfDomain whether the suffix is the domain's own DNS name, under which every account can be named
     */
    record Principal(AccountName name, String suffix, boolean isOfDomain) implements DomainUser {
        @Override
        public String toString() {
            return name + "@" + suffix;
        }
    }
}
