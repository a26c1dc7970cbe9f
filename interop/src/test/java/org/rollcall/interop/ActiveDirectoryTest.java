package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users of a domain whose controller is Samba log on: by passwords that go to the controller, and by NTLM that winbind
 * judges. It runs with the profile {@code interop-ad} only.
 */
@Tag("interop-ad")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(AgainstRollcall.Resolver.class)
class ActiveDirectoryTest {
    private static final Duration PROVISIONING = Duration.ofMinutes(10);
    private static final String CONTROLLER = "127.0.0.12";
    private static final String WRONG = "a wrong one";
    private static final int INVALID_CREDENTIALS = 49;
    private static final int UNAVAILABLE = 52;

    private final Suite suite;
    private final Path folder = Workplace.newFolder("samba-ad");
    private final Path domain = folder.resolve("domain");
    private final Path audit = folder.resolve("audit.json");
    private RollcallServer server;

    ActiveDirectoryTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void start() throws Exception {
        Peer.require("Samba's domain controller", "Version (\\S+)", "/usr/sbin/samba", "--version")
                .seenBy(getClass());
        Peer.require("Samba's ntlm_auth", "Version (\\S+)", "ntlm_auth", "--version")
                .seenBy(getClass());
        Peer.openLdapTools().seenBy(getClass());
        controller("up");
        Path password = Files.writeString(folder.resolve("reader"), "Reader-Pass-1\n");
        Program.of(Workplace.root().resolve("rollcall").toString(), "account", "add", "alice")
                .with("--ntlm", "--password-file", "-", "--data=" + folder.resolve("data"))
                .reading("wonder\n")
                .run()
                .expect(0);
        server = suite.startUnrecorded(
                "--data=" + folder.resolve("data"),
                "--log.auditFile=" + audit,
                "--domain.name=meadow.test",
                "--domain.controllers=" + CONTROLLER,
                "--domain.ca=" + domain.resolve("ca.pem"),
                "--domain.account=reader@meadow.test",
                "--domain.accountPassword=" + password,
                "--domain.cacheTime=1s",
                "--domain.ntlmHelper=ntlm_auth --configfile=" + domain.resolve("etc/smb.conf")
                        + " --helper-protocol=ntlm-server-1");
    }

    @AfterAll
    void stop() {
        controller("down");
    }

    private void controller(String what) {
        Program.of(Peer.script("samba-ad.sh").toString(), what, domain.toString())
                .within(PROVISIONING)
                .run()
                .expect(0);
    }

    /** What a user's password is, as the controller was told. */
    private static String password(String user) {
        return Character.toUpperCase(user.charAt(0)) + user.substring(1) + "-Pass-1";
    }

    private Program.Outcome simple(String tool, String name, String password, String... more) {
        return Program.of(tool, "-x", "-H", server.uri(), "-D", name, "-w", password)
                .with(more)
                .run();
    }

    private int bind(String name, String password) {
        return simple("ldapwhoami", name, password).status();
    }

    private String ntlm(String user, String password) {
        return Facts.of("ntlm_verdicts.py", server, "MEADOW", user, password).one(user);
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"MEADOW\\amber", "meadow.test\\amber", "amber@meadow.test", "AMBER@Meadow.Test"})
    void aRightPasswordProvesAUserOfTheDomain(String name) {
        assertThat(simple("ldapwhoami", name, password("amber")).expect(0).out())
                .contains("u:MEADOW\\amber");
    }

    @Test
    @Order(1)
    void ntlmOfThreeClientsProvesAUserOfTheDomain() {
        Facts facts = Facts.of("ntlm_client.py", server, "MEADOW", "amber", password("amber"), WRONG);

        assertThat(facts.one("ldap3-bind")).isEqualTo("True");
        assertThat(facts.one("ldap3-whoami")).isEqualTo("u:MEADOW\\amber");
        assertThat(facts.one("ldap3-wrong")).isEqualTo("invalidCredentials");
        assertThat(facts.one("impacket-bind")).isEqualTo("True");
        assertThat(facts.one("impacket-wrong")).isEqualTo("invalidCredentials");
        for (String protection : List.of("off", "sign", "encrypt")) {
            assertThat(Program.of("ldbsearch", "-H", server.uri(), "--use-kerberos=off")
                            .with("--client-protection=" + protection, "-b", "o=Intranet", "-s", "base")
                            .with("-U", "MEADOW/amber%" + password("amber"))
                            .run()
                            .expect(0)
                            .out())
                    .contains("dn: o=Intranet");
        }
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({
        "dora,data 533,disabled",
        "egon,data 701,expired",
        "lola,data 775,locked",
        "mona,data 773,must be changed",
    })
    void whoMayNotLogOnIsRefusedAndTheAuditSaysWhy(String user, String data, String reason) {
        assertThat(bind("MEADOW\\" + user, password(user))).isEqualTo(INVALID_CREDENTIALS);
        assertThat(ntlm(user, password(user))).isEqualTo("invalidCredentials");
        Pattern said = Pattern.compile(data + ".*winbind: [^\"]*" + reason, Pattern.DOTALL);
        Await.until(
                "the audit has " + data + " and " + reason,
                Duration.ofSeconds(10),
                () -> said.matcher(audited()).find());
    }

    private String audited() {
        try {
            return Files.readString(audit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(1)
    void wrongPasswordsAndUnknownUsersAreRefused() {
        for (String name : List.of("MEADOW\\amber", "basil@meadow.test", "MEADOW\\nobody", "nobody@meadow.test")) {
            assertThat(bind(name, WRONG)).isEqualTo(INVALID_CREDENTIALS);
        }
        assertThat(ntlm("basil", WRONG)).isEqualTo("invalidCredentials");
        assertThat(ntlm("nobody", WRONG)).isEqualTo("invalidCredentials");
        assertThat(bind("amber", password("amber"))).isEqualTo(INVALID_CREDENTIALS);
    }

    @Test
    @Order(1)
    void localAccountsAreJudgedHere() {
        assertThat(simple("ldapwhoami", "alice", "wonder").expect(0).out()).contains("u:alice");
        assertThat(Facts.of("ntlm_verdicts.py", server, "ROLLCALL", "alice", "wonder")
                        .one("alice"))
                .isEqualTo("success");
    }

    @Test
    @Order(2)
    void aGroupOfTheDomainDecidesWhoFindsAnEntry() {
        String group = Program.of("wbinfo", "--name-to-sid", "MEADOW\\shepherds")
                .run()
                .expect(0)
                .out()
                .split(" ")[0];
        String descriptor = Program.of(Peer.script("samba_descriptor.py").toString(), "D:(A;;RP;;;" + group + ")")
                .run()
                .expect(0)
                .out()
                .strip();
        Program.of("ldapadd", "-x", "-H", server.uri(), "-D", "MEADOW\\reader", "-w", password("reader"))
                .reading("""
                        dn: cn=flock,ou=Dynamic,o=Intranet
                        objectClass: rtPerson
                        cn: flock
                        ntSecurityDescriptor:: %s
                        """.formatted(descriptor))
                .run()
                .expect(0);

        assertThat(finds("amber")).isTrue();
        assertThat(finds("basil")).isFalse();
        assertThat(finds("reader")).isTrue();
        // What the group says now counts at the next logon, when what was remembered has gone.
        shepherds("addmembers", "basil");
        Await.until("basil is a shepherd", Duration.ofSeconds(30), () -> finds("basil"));
        shepherds("removemembers", "basil");
        Await.until("basil is none", Duration.ofSeconds(30), () -> !finds("basil"));
    }

    private boolean finds(String user) {
        return simple("ldapsearch", "MEADOW\\" + user, password(user), "-b", "ou=Dynamic,o=Intranet", "(cn=flock)")
                .expect(0)
                .out()
                .contains("dn: cn=flock,");
    }

    private void shepherds(String what, String user) {
        Program.of("samba-tool", "group", what, "shepherds", user)
                .with("--configfile=" + domain.resolve("etc/smb.conf"))
                .with("-H", domain.resolve("private/sam.ldb").toString())
                .run()
                .expect(0);
    }

    @Test
    @Order(3)
    void whileTheControllerIsGoneItIsUnavailableAndLocalAccountsGoOn() {
        controller("down");

        for (int i = 0; i < 2; i++) {
            assertThat(bind("MEADOW\\amber", password("amber"))).isEqualTo(UNAVAILABLE);
            assertThat(ntlm("basil", password("basil"))).isEqualTo("unavailable");
        }
        assertThat(simple("ldapwhoami", "alice", "wonder").status()).isZero();
        assertThat(Facts.of("ntlm_verdicts.py", server, "ROLLCALL", "alice", "wonder")
                        .one("alice"))
                .isEqualTo("success");
        assertThat(server.log()).containsOnlyOnce("The controllers of the domain meadow.test can't be asked");
        assertThat(server.log()).containsOnlyOnce("winbind, for NTLM of the domain meadow.test, can't be asked");

        controller("up");
        assertThat(bind("MEADOW\\amber", password("amber"))).isZero();
        assertThat(ntlm("basil", password("basil"))).isEqualTo("success");
        assertThat(server.log()).containsOnlyOnce("The controllers of the domain meadow.test can be asked again");
        assertThat(server.log()).containsOnlyOnce("winbind, for NTLM of the domain meadow.test, can be asked again");
    }

    @Test
    @Order(4)
    void noPasswordIsWrittenAnywhere() {
        assertThat(audited() + server.log()).doesNotContain("-Pass-1", WRONG);
    }
}
