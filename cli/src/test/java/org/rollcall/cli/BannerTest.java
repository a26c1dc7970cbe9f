package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BannerTest {
    private static InetSocketAddress at(String address, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }

    @Test
    void everyAddressOfTheMachineIsJustThePort() throws UnknownHostException {
        assertThat(Banner.lines(List.of(at("::", 1002), at("0.0.0.0", 389)), List.of()))
                .containsExactly(
                        "Rollcall listens on port 1002, port 389 and serves o=Intranet.",
                        "Try:  ldapsearch -x -H ldap://localhost:1002 -b o=Intranet '(objectClass=*)'");
    }

    @Test
    void anAddressIsNamedAndTried() throws UnknownHostException {
        assertThat(Banner.lines(List.of(at("192.0.2.1", 389)), List.of("o=A, c=x")))
                .containsExactly(
                        "Rollcall listens on 192.0.2.1 port 389 and serves o=Intranet; o=A, c=x.",
                        "Try:  ldapsearch -x -H ldap://192.0.2.1:389 -b o=Intranet '(objectClass=*)'");
        assertThat(Banner.lines(List.of(at("::1", 389)), List.of()).getLast())
                .contains("ldap://[0:0:0:0:0:0:0:1]:389 ");
    }
}
