package org.rollcall.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** OpenLDAP's command-line tools, anonymous, against one server in one version of the protocol. */
record LdapTools(String uri, int version) {
    private static final Set<String> OF_VERSION_3_ONLY = Set.of("ldapexop", "ldappasswd", "ldapwhoami");

    /** {@code tool} with these arguments after those that say where and how to connect. */
    Program run(String tool, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-x", "-H", uri));
        if (!OF_VERSION_3_ONLY.contains(tool)) {
            all.addAll(List.of("-P", Integer.toString(version)));
        }
        all.addAll(List.of(arguments));
        return Program.of(tool).with(all);
    }

    /** A search that succeeds, its entries as LDIF without comments and without folded lines. */
    Program.Outcome search(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-LLL", "-o", "ldif-wrap=no"));
        all.addAll(List.of(arguments));
        return run("ldapsearch", all.toArray(String[]::new)).run().expect(0);
    }
}
