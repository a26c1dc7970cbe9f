package org.rollcall.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Owner;
import org.rollcall.server.config.Settings;

class ClientsTest {
    private static final Settings.Ownership DEFAULT = Settings.of(Map.of()).ownership();

    private static Client client(Settings.Ownership ownership, String address) {
        try {
            return new Clients(ownership, false).client(new InetSocketAddress(InetAddress.getByName(address), 50_000));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Owner owner(Settings.Ownership ownership, String address) {
        return client(ownership, address).owner();
    }

    @Test
    void anIpv4ClientIsItsAddress() {
        assertThat(owner(DEFAULT, "192.0.2.7")).isEqualTo(new Owner.Network("192.0.2.7/32"));
        assertThat(owner(DEFAULT, "192.0.2.7")).isNotEqualTo(owner(DEFAULT, "192.0.2.8"));
    }

    @Test
    void anIpv6ClientIsItsSlash64() {
        assertThat(owner(DEFAULT, "2001:db8:1:2::1")).isEqualTo(owner(DEFAULT, "2001:db8:1:2:ffff::9"));
        assertThat(owner(DEFAULT, "2001:db8:1:2::1")).isNotEqualTo(owner(DEFAULT, "2001:db8:1:3::1"));
        assertThat(client(DEFAULT, "2001:db8:1:2::1").key())
                .isEqualTo(client(DEFAULT, "2001:db8:1:2::2").key());
    }

    @Test
    void anIpv4ClientInIpv6ClothesIsTheSameClient() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(new byte[] {(byte) 192, 0, 2, 7}, 0, mapped, 12, 4);
        Inet6Address disguised = Inet6Address.getByAddress(null, mapped, -1);
        Client client = new Clients(DEFAULT, false).client(new InetSocketAddress(disguised, 50_000));
        Client plain = client(DEFAULT, "192.0.2.7");
        assertThat(client.owner()).isEqualTo(plain.owner());
        assertThat(client.key()).isEqualTo(plain.key());
        assertThat(client.observed()).isEqualTo(plain.observed());
    }

    @Test
    void theInterfaceIsNoPartOfAnAddress() throws UnknownHostException {
        byte[] local = InetAddress.getByName("fe80::1").getAddress();
        Inet6Address one = Inet6Address.getByAddress(null, local, 1);
        Inet6Address two = Inet6Address.getByAddress(null, local, 2);
        Clients clients = new Clients(new Settings.Ownership(32, 128, false), false);
        assertThat(clients.client(new InetSocketAddress(one, 1)).owner())
                .isEqualTo(clients.client(new InetSocketAddress(two, 1)).owner());
    }

    @Test
    void theOperatorWidensOwnership() {
        Settings.Ownership wide = new Settings.Ownership(24, 48, false);
        assertThat(owner(wide, "192.0.2.7")).isEqualTo(owner(wide, "192.0.2.200"));
        assertThat(owner(wide, "192.0.2.7")).isNotEqualTo(owner(wide, "192.0.3.7"));
        assertThat(owner(wide, "2001:db8:1:2::1")).isEqualTo(owner(wide, "2001:db8:1:3::1"));
        Settings.Ownership odd = new Settings.Ownership(31, 63, false);
        assertThat(owner(odd, "192.0.2.6")).isEqualTo(owner(odd, "192.0.2.7"));
        assertThat(owner(odd, "192.0.2.7")).isNotEqualTo(owner(odd, "192.0.2.8"));
        Settings.Ownership anyone = new Settings.Ownership(32, 64, true);
        assertThat(owner(anyone, "192.0.2.7")).isEqualTo(owner(anyone, "2001:db8::1"));
    }

    @Test
    void wideOwnershipDoesNotMakeOneClientOfMany() {
        Settings.Ownership anyone = new Settings.Ownership(0, 0, true);
        assertThat(client(anyone, "192.0.2.7").key())
                .isNotEqualTo(client(anyone, "192.0.2.8").key());
    }

    @Test
    void loopbackIsExemptUnlessTheOperatorSaysOtherwise() throws UnknownHostException {
        assertThat(client(DEFAULT, "127.0.0.1").exempt()).isTrue();
        assertThat(client(DEFAULT, "127.8.8.8").exempt()).isTrue();
        assertThat(client(DEFAULT, "::1").exempt()).isTrue();
        assertThat(client(DEFAULT, "192.0.2.7").exempt()).isFalse();
        assertThat(new Clients(DEFAULT, true)
                        .client(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 1))
                        .exempt())
                .isFalse();
    }
}
