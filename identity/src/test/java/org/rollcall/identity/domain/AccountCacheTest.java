package org.rollcall.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.identity.account.AccountName;

class AccountCacheTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AccountCache cache = new AccountCache(2, Duration.ofNanos(10), nanos::get);

    private static DomainUser user(String name) {
        return new DomainUser.Account("CORP", AccountName.of(name));
    }

    private static DomainAccount account(long rid) {
        return new DomainAccount("CORP\\" + rid, Sid.of(5, 21, 1, 2, 3, rid), Set.of());
    }

    @Test
    void whatWasSaidIsRememberedForAWhile() {
        cache.keep(user("ann"), account(1));

        assertThat(cache.find(user("ANN"))).contains(account(1));
        nanos.addAndGet(9);
        assertThat(cache.find(user("ann"))).contains(account(1));
        nanos.addAndGet(1);
        assertThat(cache.find(user("ann"))).isEmpty();
    }

    @Test
    void whatIsSaidAgainCountsFromThenOn() {
        cache.keep(user("ann"), account(1));
        nanos.addAndGet(6);
        cache.keep(user("bob"), account(2));
        cache.keep(user("ann"), account(3));
        nanos.addAndGet(6);

        assertThat(cache.find(user("ann"))).contains(account(3));
        assertThat(cache.find(user("bob"))).contains(account(2));
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        cache.keep(user("ann"), account(1));
        cache.keep(user("bob"), account(2));
        cache.keep(user("ann"), account(1));
        cache.keep(user("eve"), account(3));

        assertThat(cache.find(user("bob"))).isEmpty();
        assertThat(cache.find(user("ann"))).contains(account(1));
        assertThat(cache.find(user("eve"))).contains(account(3));
    }

    @Test
    void withoutPlacesNothingIsRemembered() {
        AccountCache none = new AccountCache(0, Duration.ofNanos(10), nanos::get);
        none.keep(user("ann"), account(1));

        assertThat(none.find(user("ann"))).isEmpty();
    }

    @Test
    void groupsOfTheControllersOwnMeanNothing() {
        Sid staff = Sid.of(5, 21, 1, 2, 3, 513);
        DomainAccount account = new DomainAccount(
                "CORP\\ann",
                Sid.of(5, 21, 1, 2, 3, 1),
                Set.of(staff, WellKnownSids.ADMINISTRATORS, WellKnownSids.LOCAL_SYSTEM, Sid.of(5, 21)));

        assertThat(account.granted(Token::ofNetworkLogon).token().sids())
                .containsExactlyInAnyOrder(
                        account.sid(),
                        staff,
                        WellKnownSids.EVERYONE,
                        WellKnownSids.AUTHENTICATED_USERS,
                        WellKnownSids.NETWORK);
        assertThat(account.granted(Token::ofNetworkLogon).sid()).isEqualTo(account.sid());
    }
}
