package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.stream.Stream;
import javax.naming.AuthenticationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.ldap.InitialLdapContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenLDAP's tools with Cyrus SASL, ldap3 and JNDI log on to a server with accounts. */
@AgainstRollcall
class LogonTest {
    private final Suite suite;
    private final Path folder = Workplace.newFolder("logon");
    private final Path certificate = folder.resolve("certificate.pem");
    private final int tlsPort = Workplace.freePort();
    private RollcallServer server;

    LogonTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void start() {
        rollcall("tls", "self-signed", folder.toString(), "--name=localhost", "--name=127.0.0.1")
                .run()
                .expect(0);
        clientCertificate();
        String data = "--data=" + folder.resolve("data");
        // Before the first start, and at a running server.
        rollcall("account", "add", "alice", "--password-file=-", data)
                .reading("wonder\n")
                .run()
                .expect(0);
        server = suite.startUnrecorded(
                data,
                "--tls.ports=" + tlsPort,
                "--tls.certificate=" + certificate,
                "--tls.key=" + folder.resolve("key.pem"),
                "--tls.clientCertificates=request",
                "--tls.clientCa=" + folder.resolve("ca.pem"),
                "--log.auditFile=" + folder.resolve("audit.json"));
        rollcall("account", "add", "root", "--administrator", "--password-file=-", data)
                .reading("of all\n")
                .run()
                .expect(0);
        Peer.openLdapTools().seenBy(getClass());
        Peer.require("cyrus-sasl", "(\\d+\\.\\d+\\S*)", "dpkg-query", "--show", "libsasl2-modules")
                .seenBy(getClass());
    }

    private static Program rollcall(String... arguments) {
        return Program.of(Workplace.root().resolve("rollcall").toString()).with(arguments);
    }

    private void clientCertificate() {
        String[] newKey = {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"};
        openssl("req", "-x509", "-days", "2", "-subj", "/CN=authority", "-keyout", "ca-key.pem", "-out", "ca.pem")
                .with(newKey)
                .run()
                .expect(0);
        openssl("req", "-subj", "/CN=alice", "-keyout", "alice-key.pem", "-out", "alice.csr")
                .with(newKey)
                .run()
                .expect(0);
        openssl(
                        "x509",
                        "-req",
                        "-days",
                        "2",
                        "-in",
                        "alice.csr",
                        "-out",
                        "alice.pem",
                        "-CA",
                        "ca.pem",
                        "-CAkey",
                        "ca-key.pem")
                .with("-set_serial", "7")
                .run()
                .expect(0);
    }

    private Program openssl(String... arguments) {
        return Program.of("env", "-C", folder.toString(), "openssl").with(arguments);
    }

    private Program.Outcome whoAmI(boolean tls, String... how) {
        return Program.of("env", "-u", "LDAPNOINIT", "HOME=" + folder, "LDAPTLS_CACERT=" + certificate)
                .with("ldapwhoami", "-H", tls ? "ldaps://127.0.0.1:" + tlsPort : "ldap://127.0.0.1:" + server.port())
                .with(how)
                .run();
    }

    private void assertAlice(boolean tls, String... how) {
        assertThat(whoAmI(tls, how).expect(0).out()).contains("u:alice");
    }

    private static String[] and(String[] how, String... more) {
        return Stream.concat(Stream.of(how), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void openLdapsToolsLogOnByPassword() {
        for (String name :
                new String[] {"cn=alice,ou=Members,o=Intranet", "alice", "ROLLCALL\\alice", "alice@rollcall"}) {
            assertAlice(true, "-x", "-D", name, "-w", "wonder");
        }
        assertAlice(false, "-x", "-D", "alice", "-w", "wonder");
        int invalidCredentials = 49;
        assertThat(whoAmI(true, "-x", "-D", "alice", "-w", "wander").status()).isEqualTo(invalidCredentials);
        assertThat(whoAmI(true, "-x", "-D", "nobody", "-w", "wonder").status()).isEqualTo(invalidCredentials);
        assertThat(whoAmI(true, "-x").expect(0).out()).contains("anonymous");
        assertThat(whoAmI(true, "-x", "-D", "root", "-w", "of all").expect(0).out())
                .contains("u:root");
    }

    @Test
    void cyrusProvesAPasswordWithoutSendingIt() {
        String[] scram = {"-Y", "SCRAM-SHA-256", "-U", "alice", "-w"};
        assertAlice(false, and(scram, "wonder"));
        assertAlice(true, and(scram, "wonder"));
        assertThat(whoAmI(false, and(scram, "wander")).status()).isNotZero();
    }

    @Test
    void cyrusSendsAPasswordUnderTls() {
        String[] plain = {"-Y", "PLAIN", "-U", "alice", "-w"};
        assertAlice(true, and(plain, "wonder"));
        assertThat(whoAmI(true, and(plain, "wander")).status()).isNotZero();
    }

    @Test
    void ldap3LogsOnInItsWays() {
        Facts facts = Facts.of(
                "ldap3_logon.py",
                server,
                Integer.toString(tlsPort),
                certificate.toString(),
                folder.resolve("alice.pem").toString(),
                folder.resolve("alice-key.pem").toString());
        new Peer("python3-ldap3", facts.one("version")).seenBy(getClass());
        assertThat(facts.all("simple")).containsExactly("success", "u:alice");
        assertThat(facts.one("add")).isEqualTo("success");
        assertThat(facts.one("wrong")).isEqualTo("False");
        assertThat(facts.all("anonymous")).containsExactly("success", "nobody");
        assertThat(facts.one("stranger")).isEqualTo("insufficientAccessRights");
        assertThat(facts.all("plain")).containsExactly("success", "u:alice");
        assertThat(facts.one("delete")).isEqualTo("success");
        assertThat(facts.all("offered")).contains("SCRAM-SHA-256", "EXTERNAL", "PLAIN");
        assertThat(facts.all("external")).containsExactly("success", "u:alice");
        assertThat(facts.all("rebind")).containsExactly("invalidCredentials", "nobody");
    }

    private InitialLdapContext jndi(String password) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, "ldap://127.0.0.1:" + server.port());
        environment.put(Context.SECURITY_AUTHENTICATION, "simple");
        environment.put(Context.SECURITY_PRINCIPAL, "cn=alice,ou=Members,o=Intranet");
        environment.put(Context.SECURITY_CREDENTIALS, password);
        return new InitialLdapContext(environment, null);
    }

    @Test
    void jndiLogsOnByPassword() throws NamingException {
        InitialLdapContext context = jndi("wonder");
        assertThat(context.getAttributes("o=Intranet").get("objectClass")).isNotNull();
        context.close();
        assertThatThrownBy(() -> jndi("wander").close()).isInstanceOf(AuthenticationException.class);
    }
}
