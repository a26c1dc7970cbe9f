package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.server.config.EffectiveSettings;
import org.rollcall.server.config.Settings;
import org.rollcall.server.config.SettingsLoader;
import org.rollcall.server.net.ListenException;

class StartupTest {
    private final List<List<Integer>> tried = new ArrayList<>();
    private int firstFree = 1024;

    /** A system on which low ports need a privilege, and one port is taken. */
    private RunningServer start(Settings settings) throws ListenException {
        List<Integer> ports = settings.listen().ports();
        tried.add(ports);
        List<Integer> all = new ArrayList<>(ports);
        all.addAll(settings.tls().ports());
        all.addAll(settings.netbios().ports());
        all.addAll(settings.netbios().nameService());
        for (int port : all) {
            InetSocketAddress address = new InetSocketAddress(port);
            if (port < firstFree) {
                throw new ListenException(address, true, new BindException("Permission denied"));
            } else if (port == 4444) {
                throw new ListenException(address, false, new BindException("Address already in use"));
            }
        }
        return new FakeServer(ports.stream().map(InetSocketAddress::new).toList(), () -> {});
    }

    private static EffectiveSettings settings(String... flags) {
        List<SettingsLoader.Flag> given = new ArrayList<>();
        for (int i = 0; i < flags.length; i += 2) {
            given.add(new SettingsLoader.Flag("--" + flags[i], flags[i], flags[i + 1]));
        }
        return SettingsLoader.load(Optional.empty(), Map.of(), given);
    }

    private StartException failure(String... flags) {
        return catchThrowableOfType(StartException.class, () -> new Startup(this::start).start(settings(flags)));
    }

    @Test
    void aForbiddenDefaultPortGivesWayToTheFallbackAndSaysSoInTwoLines() throws StartException {
        Startup.Started started = new Startup(this::start).start(settings());

        assertThat(tried).containsExactly(List.of(1002), List.of(10020));
        assertThat(started.server().boundAddresses())
                .extracting(InetSocketAddress::getPort)
                .containsExactly(10020);
        assertThat(started.notes()).hasSize(2);
        assertThat(started.notes().getFirst()).contains("1002 needs a privilege", "10020");
        assertThat(started.notes().getLast()).contains("ip_unprivileged_port_start=1002");
    }

    @Test
    void aPortThatWasAskedForIsNeverReplaced() {
        assertThat(failure("listen.ports", "1002"))
                .hasMessageStartingWith("cannot listen on port 1002: Permission denied; to allow it: ");
        assertThat(failure("listen.ports", "4444"))
                .hasMessage("cannot listen on port 4444: Address already in use;"
                        + " if another server has it, choose a different one by --port");
        assertThat(tried).containsExactly(List.of(1002), List.of(4444));
    }

    @Test
    void anEncryptedPortIsNeverReplaced() {
        firstFree = 1000;
        assertThat(failure("tls.ports", "636"))
                .hasMessageStartingWith("cannot listen on port 636: Permission denied; to allow it: ");
        assertThat(failure("tls.ports", "4444")).hasMessageContaining("choose a different one by --tls.ports");
        assertThat(tried).containsExactly(List.of(1002), List.of(1002));
    }

    @Test
    void aPortOfNetbiosIsNeverReplaced() {
        firstFree = 1000;
        assertThat(failure("netbios.ports", "139"))
                .hasMessageStartingWith("cannot listen on port 139: Permission denied; to allow it: ");
        assertThat(failure("netbios.ports", "4444")).hasMessageContaining("choose a different one by --netbios.ports");
        assertThat(failure("netbios.nameService", "4444"))
                .hasMessageContaining("choose a different one by --netbios.nameService");
        assertThat(tried).containsOnly(List.of(1002)).hasSize(3);
    }

    @Test
    void withoutAFallbackTheDefaultPortIsAnErrorToo() {
        assertThat(failure("listen.fallbackPort", "0")).hasMessageContaining("Permission denied");
        assertThat(tried).hasSize(1);
    }

    @Test
    void aFallbackThatIsTakenIsAnErrorThatNamesBothPorts() {
        assertThat(failure("listen.fallbackPort", "4444"))
                .hasMessageContaining("1002")
                .hasMessageContaining("4444");
    }

    @Test
    void portsThatCanBeHadNeedNoNotes() throws StartException {
        Startup.Started started = new Startup(this::start).start(settings("listen.ports", "2000,3000"));

        assertThat(started.notes()).isEmpty();
        assertThat(started.server().boundAddresses()).hasSize(2);
    }
}
