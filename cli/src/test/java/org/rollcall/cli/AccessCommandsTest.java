package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.RollcallServer;

/** Commands for security descriptors as an operator gives them, with and without a server that has the entries. */
class AccessCommandsTest extends Installation {
    private static final String DYNAMIC = "ou=Dynamic,o=Intranet";
    private static final String PAT = "cn=pat," + DYNAMIC;
    private static final String FOR_OTHERS = "everybody else may read it and nothing more";

    private static LDAPConnection connect(RollcallServer server) throws LDAPException {
        return new LDAPConnection(
                "127.0.0.1", server.boundAddresses().getFirst().getPort());
    }

    private LDAPConnection loggedOn(RollcallServer server, String name) throws LDAPException {
        LDAPConnection connection = connect(server);
        connection.bind("cn=" + name + ",ou=Members,o=Intranet", "pencil");
        return connection;
    }

    private static void add(LDAPConnection client, String name) throws Exception {
        client.add(
                "dn: cn=" + name + "," + DYNAMIC,
                "objectClass: rtPerson",
                "cn: " + name,
                "sn: Tester",
                "rfc822Mailbox: " + name + "@b.c",
                "ipAddress: 3758139584");
    }

    private void people() throws Exception {
        Files.writeString(folder.resolve("pencil"), "pencil\n");
        done("account", "add", "pat", "--password-file", "pencil");
        done("account", "add", "ann", "--password-file", "pencil");
        done("group", "add", "staff");
        done("group", "join", "staff", "ann");
    }

    private static boolean sees(LDAPConnection client, String dn) throws LDAPException {
        return client.getEntry(dn) != null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"access show", "access set", "access clear"})
    void helpTellsExitCodesAndExamplesAndWhereEntriesAreLookedFor(String command) {
        String[] words = command.split(" ");
        assertThat(run(words[0], words[1], "--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: rollcall " + command)
                .contains("Exit codes:", "3   refused, and nothing was changed")
                .contains("Examples:", "rollcall " + command)
                .contains("--data=VALUE", "--control.socket=VALUE", "--suffixes=VALUE")
                .contains("ENTRY");
    }

    @Test
    void aloneItTellsWhatItCanDo() {
        assertThat(run("access")).isEqualTo(2);
        assertThat(err.toString()).contains("rollcall access show ENTRY");
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("access");
    }

    @Test
    void whatIsSetDecidesAtOnceAndIsAccountedFor() throws Exception {
        people();
        try (RollcallServer server =
                        serve(Map.of("log.auditFile", folder.resolve("audit").toString()));
                LDAPConnection pat = loggedOn(server, "pat");
                LDAPConnection ann = loggedOn(server, "ann");
                LDAPConnection stranger = connect(server)) {
            add(pat, "pat");
            done("access", "show", "pat");
            assertThat(out.toString())
                    .startsWith(PAT + "\n")
                    .contains("It belongs to pat (S-1-5-21-", FOR_OTHERS)
                    .doesNotContain("ENTRY");
            done("access", "show", PAT, "--sddl");
            assertThat(out.toString()).isEmpty();
            assertThat(sees(stranger, PAT)).isTrue();

            done("access", "set", "pat", "O:\"pat\"D:(D;;WP;;;AN)(A;;RPLC;;;\"STAFF\")");
            assertThat(out.toString())
                    .containsPattern("Owner: +pat\n")
                    .containsPattern("Group: +none\n")
                    .containsPattern("SDDL: +O:S-1-5-21-\\S+D:\\(D;;WP;;;AN\\)\\(A;;LCRP;;;S-1-5-21-\\S+\\)\n")
                    .containsPattern("ENTRY +WHO +WHAT +WHERE\n")
                    .containsPattern("1 +denies +Anonymous Logon +write +here\n")
                    .containsPattern("2 +allows +staff +read, list +here\n");
            assertThat(sees(stranger, PAT)).isFalse();
            assertThat(sees(ann, PAT)).isTrue();
            assertThat(sees(pat, PAT)).isTrue();

            // As a client of the other family names it, and as the command itself writes it.
            done("access", "show", "c=-,o=Microsoft,cn=pat,objectClass=rtPerson", "--sddl");
            String sddl = out.toString().strip();
            done("access", "clear", "pat");
            assertThat(out.toString()).contains(FOR_OTHERS);
            assertThat(sees(stranger, PAT)).isTrue();
            done("access", "set", PAT, sddl);
            assertThat(sees(stranger, PAT)).isFalse();
            // What is left out stays.
            done("access", "set", PAT, "D:(A;;GA;;;WD)");
            assertThat(out.toString())
                    .containsPattern("Owner: +pat\n")
                    .containsPattern("1 +allows +Everyone +everything +here\n");
            assertThat(sees(stranger, PAT)).isTrue();
        }
        assertThat(Files.readString(folder.resolve("audit")))
                .contains(
                        "\"act\":\"access set\",\"target\":\"pat: O:\\\"pat\\\"D:(D;;WP;;;AN)(A;;RPLC;;;\\\"STAFF\\\")\"")
                .contains("\"act\":\"access clear\",\"target\":\"pat\",\"result\":\"done\"")
                .doesNotContain("access show");
    }

    @Test
    void whatAnEntryHandsOnHoldsForNewOnesAndAfterARestart() throws Exception {
        people();
        try (RollcallServer _ = serve(Map.of())) {
            done("access", "set", DYNAMIC, "D:(A;CI;CCLCRPRC;;;\"staff\")(A;CIIO;RP;;;CO)(A;CINPIO;RP;;;AU)");
            assertThat(out.toString())
                    .contains("It belongs to the server.")
                    .containsPattern(
                            "1 +allows +staff +read, list, add beneath, read descriptor +here, and what is added beneath\n")
                    .containsPattern("2 +allows +CREATOR OWNER +read +what is added beneath\n")
                    .containsPattern("3 +allows +Authenticated Users +read +what is added right beneath\n");
        }
        try (RollcallServer server = serve(Map.of());
                LDAPConnection ann = loggedOn(server, "ann");
                LDAPConnection pat = loggedOn(server, "pat")) {
            add(ann, "annex");
            // What stands above is not there for pat, either.
            assertThatThrownBy(() -> add(pat, "patio"))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.NO_SUCH_OBJECT));
            done("access", "show", "annex");
            assertThat(out.toString()).containsPattern("\\d, inherited +allows +staff +read, list,");
        }
    }

    @Test
    void whatGrantsNothingIsSaidToGrantNothing() throws Exception {
        try (RollcallServer server = serve(Map.of());
                LDAPConnection client = connect(server)) {
            add(client, "pat");
            String part = "bf9679c0-0de6-11d0-a285-00aa003049e2";
            done(
                    "access",
                    "set",
                    "pat",
                    "D:(OA;;RP;" + part + ";;WD)(OD;;WP;" + part + ";;AN)(OA;;RP;;;WD)(A;;SW;;;WD)(A;IO;RP;;;AU)");
            assertThat(out.toString())
                    .containsPattern("1 +allows +Everyone +read \\(of a part: grants nothing\\) +here\n")
                    .containsPattern("2 +denies +Anonymous Logon +write \\(of a part: taken for the whole\\) +here\n")
                    .containsPattern("3 +allows +Everyone +read +here\n")
                    .containsPattern("4 +allows +Everyone +nothing that means anything here +here\n")
                    .containsPattern("5 +allows +Authenticated Users +read +nowhere\n");
            done("access", "set", "pat", "D:NO_ACCESS_CONTROL");
            assertThat(out.toString()).contains("Its DACL is null: everybody may do everything with it.");
            done("access", "set", "pat", "D:");
            assertThat(out.toString()).contains("Its DACL is empty: nobody else may do anything with it.");
        }
    }

    @Test
    void aDirectoryThatNobodyHasIsReadAndChanged() throws Exception {
        people();
        try (RollcallServer server = serve(Map.of());
                LDAPConnection pat = loggedOn(server, "pat")) {
            add(pat, "pat");
        }
        done("access", "set", "pat", "D:(A;;RP;;;\"staff\")");
        assertThat(out.toString()).containsPattern("1 +allows +staff +read +here\n");
        done("access", "show", "pat");
        assertThat(out.toString())
                .containsPattern("1 +allows +staff +read +here\n")
                .contains("belongs to pat (");
        try (RollcallServer server = serve(Map.of());
                LDAPConnection stranger = connect(server)) {
            assertThat(sees(stranger, PAT)).isFalse();
        }
        refused("there is no " + folder.resolve("none"), "access", "show", PAT, "--data", "none");
        environment.put("ROLLCALL_STORE", "memory");
        refused("nothing is kept", "access", "show", PAT, "--data", "none");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void whatIsNotUnderstoodIsSaidWithItsPlace() throws Exception {
        people();
        try (RollcallServer server = serve(Map.of());
                LDAPConnection client = connect(server)) {
            add(client, "pat");
            refused(
                    "the SDDL is not understood: ';' missing at character 8, behind \u201cD:(A;;RP\u201d, where"
                            + " \u201c)\u201d stands",
                    "access",
                    "set",
                    "pat",
                    "D:(A;;RP)");
            refused(
                    "unknown right 'XX': those of CC, DC, LC, SW, RP, WP, DT, LO, CR, SD, RC, WD, WO,",
                    "access",
                    "set",
                    "pat",
                    "D:(A;;XX;;;WD)");
            refused(
                    "nobody known here has the name nobody at character 11",
                    "access",
                    "set",
                    "pat",
                    "D:(A;;RP;;;\"nobody\")");
            refused("no domain is known here: the whole SID is needed", "access", "set", "pat", "O:DA");
            refused("where it ends", "access", "set", "pat", "D:(A;;RP;;;WD");
            refused("at the beginning, where \u201cstaff\u201d stands", "access", "set", "pat", "staff");
            refused("ntSecurityDescriptor: ", "access", "set", "pat", "D:" + "(A;;RP;;;WD)".repeat(129));
            refused("there is no person or conference nobody", "access", "show", "nobody");
            refused("there is no entry cn=nobody," + DYNAMIC, "access", "show", "cn=nobody," + DYNAMIC);
            refused("cn=nobody," + DYNAMIC, "access", "clear", "cn=nobody," + DYNAMIC);
            refused("=: ", "access", "show", "=");
            client.add("dn: uid=pat," + DYNAMIC, "objectClass: rtConference");
            refused("pat is what several entries are called: ", "access", "show", "pat");
            assertThat(err.toString()).contains(PAT, "uid=pat," + DYNAMIC, "Say which by its DN");
        }
    }
}
