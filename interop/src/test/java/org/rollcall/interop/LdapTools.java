package org.rollcall.interop;

import java.util.ArrayList;
import java.util.List;

/** OpenLDAP's command-line tools, anonymous, against one server in one version of the protocol. */
record LdapTools(String uri, int version) {
    /** {@code tool} with these arguments after those that say where and how to connect. */
    Program run(String tool, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-x", "-H", uri, "-P", Integer.toString(version)));
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
