package org.rollcall.server.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.Password;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.Selection;

/** What can be asked of a running server. A new kind is a record here and a line in {@link ControlCodec}. */
public sealed interface ControlRequest {

    /** Something that ends with one result, before which nothing but progress is told. */
    sealed interface OfOneResult extends ControlRequest {}

    /** Something to be done with the store. */
    sealed interface OfStore extends OfOneResult {}

    /** Something for which entries come or go before the result. */
    sealed interface OfEntries extends ControlRequest {}

    /**
     * A backup of the store.
     *
     * @param directory of the backups, absolute, since the server's own folder is another
     * @param keep how many to keep, 1 or more
     */
    record Backup(Path directory, int keep) implements OfStore {
        public Backup {
            if (!directory.isAbsolute()) {
                throw new IllegalArgumentException("the directory has no absolute name: " + directory);
            }
            if (keep < 1) {
                throw new IllegalArgumentException("one backup or more is kept, not " + keep);
            }
        }
    }

    /** A compaction of the store. */
    record Compact() implements OfStore {}

    /** How the store is. */
    record Stats() implements OfStore {}

    /** All entries of a selection. */
    record Export(Selection selection) implements OfEntries {}

    /** That entries be taken, which come behind it. */
    record Import(IntakeTerms terms) implements OfEntries {}

    /** Something to be read of accounts and groups, or done with them. Names are those of this server's domain. */
    sealed interface OfAccounts extends OfOneResult {

        /** What has a name, if anything has. */
        record Find(AccountName name) implements OfAccounts {}

        /** All accounts. */
        record ListAccounts() implements OfAccounts {}

        /** All groups. */
        record ListGroups() implements OfAccounts {}

        /** Who is in a group, directly. */
        record ListMembers(AccountName group) implements OfAccounts {}

        /**
         * A new account, of which nothing is left where a part of it fails.
         *
         * @param password none: nobody can log on by one until it is set
         * @param administrator whether it is put into the administrators' group, which is made when missing
         */
        record AddAccount(AccountName name, Optional<NewPassword> password, boolean administrator)
                implements OfAccounts {}

        /** Another password for an account. */
        record SetPassword(AccountName name, NewPassword password) implements OfAccounts {}

        /** An end to an account's password. */
        record RemovePassword(AccountName name) implements OfAccounts {}

        /** That an account may log on, or may not. */
        record EnableAccount(AccountName name, boolean enabled) implements OfAccounts {}

        /** An end to an account. */
        record RemoveAccount(AccountName name) implements OfAccounts {}

        /** A new group, without members. */
        record AddGroup(AccountName name) implements OfAccounts {}

        /** An end to a group. */
        record RemoveGroup(AccountName name) implements OfAccounts {}

        /**
         * More members for a group; those that are in it stay.
         *
         * @param members names of accounts and groups, or SIDs
         */
        record Join(AccountName group, List<String> members) implements OfAccounts {
            public Join {
                members = List.copyOf(members);
            }
        }

        /**
         * Fewer members for a group.
         *
         * @param members names of accounts and groups, or SIDs; all are in it
         */
        record Leave(AccountName group, List<String> members) implements OfAccounts {
            public Leave {
                members = List.copyOf(members);
            }
        }
    }

    /**
     * Something about the security descriptor of one entry. An entry is given by its DN, or a person or a conference by
     * its name.
     */
    sealed interface OfDescriptors extends OfOneResult {
        String entry();

        /** How it is. */
        record Show(String entry) implements OfDescriptors {}

        /**
         * Another one; parts that it does not have stay as they are.
         *
         * @param sddl with names of accounts and groups in quotation marks
         */
        record Give(String entry, String sddl) implements OfDescriptors {}

        /** None, but what the entry above hands on. */
        record Take(String entry) implements OfDescriptors {}
    }

    /**
     * A password to be set. Its text tells nothing of it.
     *
     * @param password is wiped by whoever did what was asked
     * @param keepsNtHash whether what NTLM needs is kept of it as well
     */
    record NewPassword(Password password, boolean keepsNtHash) {}
}
