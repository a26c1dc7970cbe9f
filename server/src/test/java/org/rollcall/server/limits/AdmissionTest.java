package org.rollcall.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Owner;

class AdmissionTest {
    static Client client(long key, boolean exempt) {
        return new Client(
                InetSocketAddress.createUnresolved("client", 1),
                Optional.empty(),
                new Owner.Network(Long.toString(key)),
                key,
                exempt);
    }

    @Test
    void theLimitInAllHoldsForEveryone() {
        Admission admission = new Admission(2, 10);
        assertThat(admission.enter(client(1, true))).isEmpty();
        assertThat(admission.enter(client(2, false))).isEmpty();
        assertThat(admission.enter(client(3, true))).contains(Limit.CONNECTIONS);
        admission.leave(client(2, false));
        assertThat(admission.enter(client(3, true))).isEmpty();
        assertThat(admission.open()).isEqualTo(2);
    }

    @Test
    void theLimitPerAddressHoldsForThatAddressAlone() {
        Admission admission = new Admission(10, 2);
        assertThat(admission.enter(client(1, false))).isEmpty();
        assertThat(admission.enter(client(1, false))).isEmpty();
        assertThat(admission.enter(client(1, false))).contains(Limit.CONNECTIONS_PER_ADDRESS);
        assertThat(admission.enter(client(2, false))).isEmpty();
        assertThat(admission.open()).isEqualTo(3);
        admission.leave(client(1, false));
        assertThat(admission.enter(client(1, false))).isEmpty();
    }

    @Test
    void theLimitPerAddressDoesNotHoldForTheExempt() {
        Admission admission = new Admission(10, 1);
        assertThat(admission.enter(client(1, true))).isEmpty();
        assertThat(admission.enter(client(1, true))).isEmpty();
    }

    @Test
    void addressesWithoutConnectionsAreForgotten() {
        Admission admission = new Admission(10, 2);
        for (int key = 0; key < 5; key++) {
            assertThat(admission.enter(client(key, false))).isEmpty();
            admission.leave(client(key, false));
        }
        assertThat(admission.addresses()).isZero();
        assertThat(admission.open()).isZero();
    }
}
