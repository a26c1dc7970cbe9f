package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of three people's NTLM: by Sicily, and by GSS-SPNEGO with what follows signed or sealed. */
@AgainstRollcall
class NtlmTest {
    static final String DOMAIN = "ROLLCALL";
    static final String USER = "alice";
    static final String PASSWORD = "Wonder 1";
    static final String WRONG = "wander";

    private final Suite suite;
    private RollcallServer server;
    private RollcallServer strict;
    private RollcallServer closed;
    private Facts facts;

    NtlmTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void start() {
        server = serverOfAlice(suite);
        strict = serverOfAlice(suite, "--ntlm.signingRequired=true");
        closed = serverOfAlice(suite, "--anonymous.access=none");
        facts = Facts.of("ntlm_client.py", server, DOMAIN, USER, PASSWORD, WRONG);
        new Peer("python3-ldap3", facts.one("ldap3-version")).seenBy(getClass());
        new Peer("python3-impacket", facts.one("impacket-version")).seenBy(getClass());
        Peer.require("Samba's ldbsearch", "Version (\\S+)", "ldbsearch", "--version")
                .seenBy(getClass());
        Peer.require("curl", "curl (\\S+)", "curl", "--version").seenBy(getClass());
    }

    /** One of its own, unrecorded, which knows {@link #USER} for NTLM. */
    static RollcallServer serverOfAlice(Suite suite, String... flags) {
        Path data = Workplace.newFolder("ntlm").resolve("data");
        Program.of(Workplace.root().resolve("rollcall").toString(), "account", "add", USER)
                .with("--ntlm", "--password-file", "-", "--data=" + data)
                .reading(PASSWORD + "\n")
                .run()
                .expect(0);
        return suite.startUnrecorded(
                Stream.concat(Stream.of("--data=" + data), Stream.of(flags)).toArray(String[]::new));
    }

    @Test
    void ldap3LogsOnBySicily() {
        assertThat(facts.one("ldap3-bind")).isEqualTo("True");
        assertThat(facts.one("ldap3-whoami")).isEqualTo("u:" + USER);
        assertThat(facts.one("ldap3-search")).isEqualTo("success");
        assertThat(facts.one("ldap3-again")).isEqualTo("True");
        assertThat(facts.one("ldap3-wrong")).isEqualTo("invalidCredentials");
    }

    /** On a server that shows nobody anything but the root DSE. */
    private Program.Outcome curl(String password) {
        return Program.of("curl", "--silent", "--max-time", "20", "--login-options", "AUTH=NTLM")
                .with("--user", DOMAIN + "\\" + USER + ":" + password, closed.uri() + "/o=Intranet??base")
                .run();
    }

    @Test
    void curlLogsOnBySaslNtlm() {
        assertThat(curl(PASSWORD).expect(0).out()).contains("DN: o=Intranet");
        int loginDenied = 67;
        assertThat(curl(WRONG).status()).isEqualTo(loginDenied);
    }

    @Test
    void impacketLogsOnBySicily() {
        assertThat(facts.one("impacket-bind")).isEqualTo("True");
        assertThat(facts.one("impacket-search")).isNotEqualTo("0");
        assertThat(facts.one("impacket-wrong")).isEqualTo("invalidCredentials");
    }

    static Program.Outcome samba(RollcallServer server, String protection, String password) {
        return Program.of("ldbsearch", "-H", server.uri(), "--use-kerberos=off", "--client-protection=" + protection)
                .with("-U", DOMAIN + "/" + USER + "%" + password, "-b", "o=Intranet", "-s", "base")
                .run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "sign", "encrypt"})
    void sambaLogsOnBySpnegoAndSignsOrEncryptsWhatFollows(String protection) {
        assertThat(samba(server, protection, PASSWORD).expect(0).out()).contains("dn: o=Intranet");
    }

    @Test
    void sambaIsRefusedWithAWrongPassword() {
        assertThat(samba(server, "sign", WRONG).status()).isNotZero();
    }

    @Test
    void whereEverythingMustBeSignedSambaGetsIn() {
        assertThat(samba(strict, "sign", PASSWORD).expect(0).out()).contains("dn: o=Intranet");
    }
}
