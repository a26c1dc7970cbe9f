package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Three kinds of client side by side on one server, at the same time: one that logs on by NTLM and encrypts by it, as
 * Windows does; NetMeeting, which is nobody and speaks in clear text; and one that logs on under TLS.
 */
@AgainstRollcall
class OneServerForAllTest {
    private static final int ROUNDS = 3;
    private static final long MINUTES = 5;

    private final Suite suite;
    private final Path folder = Workplace.newFolder("one-for-all");
    private final int tlsPort = Workplace.freePort();
    private final CyclicBarrier together = new CyclicBarrier(3);
    private RollcallServer server;

    OneServerForAllTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void start() {
        TlsTest.selfSigned(folder);
        server = NtlmTest.serverOfAlice(
                suite,
                "--tls.ports=" + tlsPort,
                "--tls.certificate=" + folder.resolve("certificate.pem"),
                "--tls.key=" + folder.resolve("key.pem"));
        Peer.require("Samba's ldbsearch", "Version (\\S+)", "ldbsearch", "--version")
                .seenBy(getClass());
        Peer.openLdapTools().seenBy(getClass());
        new Peer("NetMeeting as MS-TAIL 4.1 to 4.4 has it", "as published").seenBy(getClass());
    }

    private void ntlm() {
        assertThat(NtlmTest.samba(server, "encrypt", NtlmTest.PASSWORD)
                        .expect(0)
                        .out())
                .contains("dn: o=Intranet");
        assertThat(NtlmTest.samba(server, "sign", NtlmTest.WRONG).status()).isNotZero();
    }

    /** It lists everybody, and expects nobody but whom it registered. */
    private void netMeeting() {
        PduPlayer.play(PduScript.resource("ms-tail-4.1-to-4.4-n-client.pdu"), server.address());
    }

    private Program underTls(String program) {
        return Program.of("env", "-u", "LDAPNOINIT", "HOME=" + folder)
                .with("LDAPTLS_CACERT=" + folder.resolve("certificate.pem"))
                .with(program, "-x", "-H", "ldaps://127.0.0.1:" + tlsPort)
                .with("-D", NtlmTest.USER, "-w", NtlmTest.PASSWORD);
    }

    private void tls() {
        String dn = "uid=all,ou=Dynamic,o=Intranet";
        underTls("ldapadd")
                .reading("dn: " + dn + "\nobjectClass: rtConference\n")
                .run()
                .expect(0);
        assertThat(underTls("ldapwhoami").run().expect(0).out()).contains("u:" + NtlmTest.USER);
        assertThat(underTls("ldapsearch")
                        .with("-LLL", "-b", dn, "-s", "base", "creatorsName")
                        .run()
                        .expect(0)
                        .out())
                .contains("dn: " + dn);
        underTls("ldapdelete").with(dn).run().expect(0);
    }

    private Callable<Integer> rounds(Runnable client) {
        return () -> {
            for (int i = 0; i < ROUNDS; i++) {
                together.await(MINUTES, TimeUnit.MINUTES);
                client.run();
            }
            return ROUNDS;
        };
    }

    @Test
    void ntlmNetMeetingAndTlsGoOnSideBySide() throws Exception {
        try (ExecutorService clients = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("client-", 0).factory())) {
            List<Future<Integer>> all = List.of(
                    clients.submit(rounds(this::ntlm)),
                    clients.submit(rounds(this::netMeeting)),
                    clients.submit(rounds(this::tls)));
            for (Future<Integer> each : all) {
                assertThat(each.get(MINUTES, TimeUnit.MINUTES)).isEqualTo(ROUNDS);
            }
        }
        assertThat(server.log()).doesNotContain("ERROR");
    }
}
