package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import javax.naming.AuthenticationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.ldap.InitialLdapContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's own client of SASL NTLM, behind JNDI; it knows neither signing nor a code over its messages. */
@AgainstRollcall
class JdkNtlmTest {
    private final Suite suite;
    private RollcallServer server;
    private RollcallServer lenient;

    JdkNtlmTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void start() {
        server = NtlmTest.serverOfAlice(suite);
        lenient = NtlmTest.serverOfAlice(suite, "--ntlm.oldResponses=true");
        new Peer("the JDK's SASL NTLM", System.getProperty("java.runtime.version")).seenBy(getClass());
    }

    /** @param version as {@code com.sun.security.sasl.ntlm.version} calls what is answered to a challenge */
    private static InitialLdapContext logOn(RollcallServer server, String version, String user, String password)
            throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, server.uri());
        environment.put(Context.SECURITY_AUTHENTICATION, "NTLM");
        environment.put(Context.SECURITY_PRINCIPAL, user);
        environment.put(Context.SECURITY_CREDENTIALS, password);
        environment.put("java.naming.security.sasl.realm", NtlmTest.DOMAIN);
        environment.put("com.sun.security.sasl.ntlm.version", version);
        environment.put("com.sun.jndi.ldap.read.timeout", "20000");
        return new InitialLdapContext(environment, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NTLMv2", "LMv2/NTLMv2"})
    void itLogsOnByNtlmV2(String version) throws NamingException {
        InitialLdapContext context = logOn(server, version, NtlmTest.USER, NtlmTest.PASSWORD);
        assertThat(context.getAttributes("o=Intranet").get("objectClass")).isNotNull();
        context.close();
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreRefused() {
        assertRefused(server, "NTLMv2", NtlmTest.USER, NtlmTest.WRONG);
        assertRefused(server, "NTLMv2", "nobody", NtlmTest.PASSWORD);
    }

    @Test
    void olderAnswersAreTakenWhereTheOperatorSaysSo() throws NamingException {
        assertRefused(server, "NTLM2", NtlmTest.USER, NtlmTest.PASSWORD);
        logOn(lenient, "NTLM2", NtlmTest.USER, NtlmTest.PASSWORD).close();
        assertRefused(lenient, "NTLM2", NtlmTest.USER, NtlmTest.WRONG);
    }

    /** Its oldest answers claim extended session security, which it neither asked for nor was offered. */
    @ParameterizedTest
    @ValueSource(strings = {"LM", "NTLM", "LM/NTLM"})
    void answersThatClaimWhatWasNotOfferedAreRefusedInAnyCase(String version) {
        assertRefused(server, version, NtlmTest.USER, NtlmTest.PASSWORD);
        assertRefused(lenient, version, NtlmTest.USER, NtlmTest.PASSWORD);
    }

    private static void assertRefused(RollcallServer server, String version, String user, String password) {
        assertThatThrownBy(() -> logOn(server, version, user, password).close())
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("49");
    }
}
