package org.rollcall.server.config;

import java.nio.file.Path;
import java.util.List;

/** Accounts of this server, and how clients prove that one is theirs. */
public record AccountSettings(
        @Setting(
                value =
                        "What the domain of the accounts is called, in any case: DOMAIN in DOMAIN\\user, its DNS name in"
                                + " user@domain",
                defaultsTo = "ROLLCALL")
        List<String> domains,

        @Setting(
                value = "Subtree under whose names cn=USER and uid=USER clients may bind",
                defaultsTo = "ou=Members,o=Intranet",
                separator = ";")
        List<String> bindNames,

        @Setting(
                value = "Group whose members are administrators: they see and may change everything",
                defaultsTo = "Administrators")
        String administrators,

        @Setting(
                value = "Over which connections without encryption passwords are taken: never, loopback (from this"
                        + " machine) or always",
                defaultsTo = "loopback")
        ClearText clearTextPasswords,

        @Setting(
                value = "File of the key under which what NTLM needs is encrypted, for the server's user alone; made"
                        + " when missing; without a name it is accounts.key in the data directory",
                defaultsTo = "")
        Path keyFile) {
    public AccountSettings {
        domains = List.copyOf(domains);
        bindNames = List.copyOf(bindNames);
    }

    /** These settings with relative names of files as they are meant by whoever is in this folder. */
    AccountSettings in(Path folder) {
        return keyFile.toString().isEmpty()
                ? this
                : new AccountSettings(domains, bindNames, administrators, clearTextPasswords, folder.resolve(keyFile));
    }

    /** Where passwords are taken that others could read on their way. */
    public enum ClearText {
        NEVER,
        LOOPBACK,
        ALWAYS
    }
}
