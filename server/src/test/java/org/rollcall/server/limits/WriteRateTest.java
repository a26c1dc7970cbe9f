package org.rollcall.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Owner;

class WriteRateTest {
    private static final Client ONE = AdmissionTest.client(1, false);
    private static final Client TWO = AdmissionTest.client(2, false);
    private static final Asker ANONYMOUS = Asker.from(new Owner.Network("192.0.2.1/32"));

    private final WriteRate rate = new WriteRate(1, 2, 1, 3);

    private static Asker account(String sid, boolean unlimited) {
        return new Asker(new Owner.Principal(sid), Asker.ANONYMOUS, false, unlimited);
    }

    @Test
    void anAccountCountsFromWhereverItComes() {
        Asker alice = account("S-1-5-21-1-2-3-1000", false);
        assertThat(rate.over(ONE, alice, 0)).isEmpty();
        assertThat(rate.over(TWO, alice, 0)).isEmpty();
        assertThat(rate.over(ONE, alice, 0)).isEmpty();
        assertThat(rate.over(TWO, alice, 0)).contains(Limit.ACCOUNT_WRITE_RATE);
        assertThat(rate.over(ONE, account("S-1-5-21-1-2-3-1001", false), 0)).isEmpty();
        assertThat(rate.over(ONE, alice, 1_000_000_000)).isEmpty();
        assertThat(rate.over(ONE, alice, 1_000_000_000)).contains(Limit.ACCOUNT_WRITE_RATE);
    }

    @Test
    void anAccountTakesNothingFromItsAddressNorTheAddressFromIt() {
        Asker alice = account("S-1-5-21-1-2-3-1000", false);
        for (int i = 0; i < 10; i++) {
            rate.over(ONE, alice, 0);
        }
        assertThat(rate.over(ONE, ANONYMOUS, 0)).isEmpty();
        assertThat(rate.over(ONE, ANONYMOUS, 0)).isEmpty();
        assertThat(rate.over(ONE, ANONYMOUS, 0)).contains(Limit.WRITE_RATE);
        assertThat(rate.over(ONE, account("S-1-5-21-1-2-3-1001", false), 0)).isEmpty();
    }

    @Test
    void someMayAsOftenAsTheyLike() {
        for (int i = 0; i < 10; i++) {
            assertThat(rate.over(ONE, account("S-1-5-21-1-2-3-500", true), 0)).isEmpty();
            assertThat(rate.over(AdmissionTest.client(3, true), ANONYMOUS, 0)).isEmpty();
            assertThat(WriteRate.UNLIMITED.over(ONE, ANONYMOUS, 0)).isEmpty();
            assertThat(WriteRate.UNLIMITED.over(ONE, account("S-1-5-21-1-2-3-1000", false), 0))
                    .isEmpty();
        }
    }
}
