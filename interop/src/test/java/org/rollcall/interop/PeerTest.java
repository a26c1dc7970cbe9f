package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PeerTest {
    @Test
    void aMissingPeerFailsAndSaysHowToInstallIt() {
        assertThatThrownBy(() -> Peer.require("Nobody's client", "(.*)", "no-such-program-anywhere"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Nobody's client is missing")
                .hasMessageContaining("interop/peers/install.sh");
        assertThatThrownBy(() -> Peer.require("A client", "version (\\d+)", "sh", "-c", "echo something else"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("interop/peers/install.sh");
    }

    @Test
    void aPeerTellsItsVersion() {
        assertThat(Peer.require("A client", "version (\\d+)", "sh", "-c", "echo version 7")
                        .toString())
                .isEqualTo("A client 7");
    }
}
