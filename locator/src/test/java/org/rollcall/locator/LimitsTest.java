package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.locator.LocatorSettings.AddressPolicy;

/** The limits of a search: RFC 4511 §4.5.1.4 and §4.5.1.5, the operator's, and the reader's pace. */
class LimitsTest {
    private static Site site(int size, Duration time, long work) {
        Site site = new Site(new LocatorSettings(AddressPolicy.AUTO, size, time, work, 0));
        for (int i = 0; i < 10; i++) {
            site.nClient().registerPerson("p" + i, "comment: " + "x".repeat(50)).succeeds();
        }
        return site;
    }

    private static SearchRequest everybody(Client client, int size, int seconds) {
        return new SearchRequest(
                client.octets("objectClass=rtPerson"),
                SearchScope.BASE_OBJECT,
                DerefAliases.NEVER,
                size,
                seconds,
                false,
                Client.parse("(cn=%)"),
                List.of("cn", "comment"));
    }

    private static Work.Stream stream(Site site, Client client, SearchRequest request) {
        return ((Work.Streaming) site.locator().begin(new LdapMessage(7, request), client.caller())).stream();
    }

    @Test
    void theSmallerSizeLimitHolds() {
        try (Site site = site(4, Duration.ZERO, 0)) {
            Client n = site.nClient();
            for (int asked : new int[] {0, 3, 4, 5}) {
                Client.Reply reply = n.send(everybody(n, asked, 0));
                assertThat(reply.code()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
                assertThat(reply.entries()).hasSize(asked == 3 ? 3 : 4);
            }
        }
    }

    @Test
    void aLimitThatIsJustReachedIsNotExceeded() {
        try (Site site = site(0, Duration.ZERO, 0)) {
            Client n = site.nClient();
            assertThat(n.send(everybody(n, 10, 0)).succeeds().entries()).hasSize(10);
        }
    }

    @Test
    void theSmallerTimeLimitHolds() {
        try (Site site = site(0, Duration.ofSeconds(5), 0)) {
            Client n = site.nClient();
            for (int asked : new int[] {0, 3, 9}) {
                Work.Stream stream = stream(site, n, everybody(n, 0, asked));
                ByteBuf out = Unpooled.buffer();
                assertThat(stream.advance(out, 2, 100_000)).isFalse();
                site.pass(Duration.ofSeconds(asked == 3 ? 3 : 5).minusNanos(1));
                assertThat(stream.advance(out, 2, 100_000)).isFalse();
                site.pass(Duration.ofNanos(1));
                assertThat(stream.advance(out, 2, 100_000)).isTrue();
                assertThat(stream.result()).isEqualTo(ResultCode.TIME_LIMIT_EXCEEDED);
            }
        }
    }

    @Test
    void aSearchMayLookAtSoManyEntriesOnly() {
        try (Site site = site(0, Duration.ZERO, 5)) {
            Client t = site.tClient();
            Client.Reply reply = t.send(everybody(t, 0, 0));
            assertThat(reply.code()).isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED);
            assertThat(reply.entries()).hasSizeLessThanOrEqualTo(5);

            assertThat(t.people("(cn=p3)", "cn").succeeds().values("cn")).containsExactly("p3");
        }
    }

    @Test
    void aStepEndsSoonAfterItsOctetsAndWritesWholeMessagesOnly() {
        try (Site site = site(0, Duration.ZERO, 0)) {
            Client n = site.nClient();
            Work.Stream stream = stream(site, n, everybody(n, 0, 0));
            int steps = 0;
            long entries = 0;
            boolean over = false;
            while (!over) {
                ByteBuf out = Unpooled.buffer();
                over = stream.advance(out, 1000, 1);
                while (out.isReadable()) {
                    boolean end = Client.decode(out).op() instanceof SearchResultDone;
                    entries += end ? 0 : 1;
                    assertThat(end).isEqualTo(over && !out.isReadable());
                }
                assertThat(stream.entries()).isEqualTo(entries).isLessThanOrEqualTo(++steps);
            }
            assertThat(entries).isEqualTo(10);
        }
    }

    @Test
    void aSearchCanBeStoppedOnce() {
        try (Site site = site(0, Duration.ZERO, 0)) {
            Client t = site.tClient();
            Work.Stream stream = stream(site, t, everybody(t, 0, 0));
            ByteBuf out = Unpooled.buffer();
            assertThat(stream.advance(out, 1000, 1)).isFalse();
            out.clear();

            stream.stop(out, ResultCode.CANCELED, "");
            stream.stop(out, ResultCode.CANCELED, "");

            assertThat(((SearchResultDone) Client.decode(out).op()).result().code())
                    .isEqualTo(ResultCode.CANCELED);
            assertThat(out.isReadable()).isFalse();
            assertThat(stream.result()).isEqualTo(ResultCode.CANCELED);
            assertThat(stream.advance(out, 1000, 1000)).isTrue();
            assertThat(out.isReadable()).isFalse();
        }
    }

    @Test
    void aRenewalCanBeStoppedBeforeItIsToldButNotUndone() {
        try (Site site = site(0, Duration.ZERO, 0)) {
            Client n = site.nClient();
            SearchRequest renewal = n.searchRequest(
                    "objectClass=rtPerson", SearchScope.BASE_OBJECT, Client.parse("(&(cn=p1)(sttl=20))"), "sttl");
            Work.Stream stream = stream(site, n, renewal);
            ByteBuf out = Unpooled.buffer();
            stream.stop(out, ResultCode.CANCELED, "");

            assertThat(((SearchResultDone) Client.decode(out).op()).result().code())
                    .isEqualTo(ResultCode.UNWILLING_TO_PERFORM);
            assertThat(stream.entries()).isZero();
            assertThat(stream.advance(out, 10, 1000)).isTrue();
            assertThat(out.isReadable()).isFalse();
            assertThat(n.people("(cn=p1)", "sttl").values("sttl")).containsExactly("20");
        }
    }

    @Test
    void whatSessionsDealWithThemselvesIsNotForTheLocator() {
        try (Site site = site(0, Duration.ZERO, 0)) {
            Client t = site.tClient();
            org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                    .isThrownBy(() -> site.locator()
                            .begin(new LdapMessage(1, new org.rollcall.ldap.message.UnbindRequest()), t.caller()));
        }
    }
}
