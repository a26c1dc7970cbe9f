package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.tName;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.control.PagedResults;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;

/** RFC 2696, without state on the server. */
class PagedResultsTest {
    private final Site site = new Site();
    private final Client t = site.tClient();

    @AfterEach
    void close() {
        site.close();
    }

    private static PagedResults paging(Client.Reply reply) {
        assertThat(reply.controls()).hasSize(1);
        try {
            return PagedResults.decode(reply.controls().getFirst().value().orElseThrow());
        } catch (BerException e) {
            throw new AssertionError(e);
        }
    }

    private static void register(Client client, int people) {
        for (int i = 0; i < people; i++) {
            client.add(tName("p" + i), "objectClass: rtPerson").succeeds();
        }
    }

    private static SearchRequest everybody(Client client) {
        return client.searchRequest("ou=Dynamic,o=Intranet", SearchScope.SINGLE_LEVEL, Client.parse("(cn=*)"), "cn");
    }

    private static OctetString firstCookie(Client client, SearchRequest request) {
        OctetString cookie = paging(client.send(request, new PagedResults(2, OctetString.EMPTY).toControl(true))
                        .succeeds())
                .cookie();
        assertThat(cookie.isEmpty()).isFalse();
        return cookie;
    }

    @Property(tries = 30)
    void pagesTogetherAreTheWholeEachEntryOnce(
            @ForAll @IntRange(max = 25) int people, @ForAll @IntRange(min = 1, max = 9) int size) {
        try (Site own = new Site()) {
            Client client = own.tClient();
            register(client, people);
            List<String> seen = new ArrayList<>();
            OctetString cookie = OctetString.EMPTY;
            do {
                Client.Reply page = client.send(everybody(client), new PagedResults(size, cookie).toControl(true))
                        .succeeds();
                assertThat(page.entries()).hasSizeLessThanOrEqualTo(size);
                seen.addAll(page.values("cn"));
                cookie = paging(page).cookie();
            } while (!cookie.isEmpty());

            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, people).mapToObj(i -> "p" + i).toList());
        }
    }

    @Test
    void entriesThatComeAndGoBetweenPagesDisturbNobodyElse() {
        register(t, 10);
        List<String> seen = new ArrayList<>();
        OctetString cookie = OctetString.EMPTY;
        int round = 0;
        do {
            Client.Reply page = t.send(everybody(t), new PagedResults(3, cookie).toControl(true))
                    .succeeds();
            seen.addAll(page.values("cn"));
            cookie = paging(page).cookie();
            t.delete(tName("p" + round)).succeeds();
            t.add(tName("new" + round), "objectClass: rtPerson").succeeds();
            round++;
        } while (!cookie.isEmpty() && round < 9);

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen).contains("p9");
    }

    @Test
    void aCookieIsGoodForItsAskerOnly() {
        register(t, 5);
        SearchRequest request = everybody(t);
        OctetString cookie = firstCookie(t, request);
        PagedResults next = new PagedResults(2, cookie);

        site.tClient(Site.ELSEWHERE).send(request, next.toControl(true)).fails(ResultCode.UNWILLING_TO_PERFORM);
        t.send(request, next.toControl(true)).succeeds();
    }

    @Test
    void aCookieIsGoodForItsSearchOnly() {
        register(t, 5);
        OctetString cookie = firstCookie(t, everybody(t));
        SearchRequest other =
                t.searchRequest("ou=Dynamic,o=Intranet", SearchScope.SINGLE_LEVEL, Client.parse("(cn=p*)"), "cn");

        t.send(other, new PagedResults(2, cookie).toControl(true)).fails(ResultCode.UNWILLING_TO_PERFORM);
    }

    @Test
    void noOctetOfACookieCanBeChanged() {
        register(t, 5);
        OctetString cookie = firstCookie(t, everybody(t));
        for (int i = 0; i < cookie.length(); i++) {
            byte[] forged = cookie.toByteArray();
            forged[i] ^= 1;
            t.send(everybody(t), new PagedResults(2, OctetString.wrap(forged)).toControl(true))
                    .fails(ResultCode.UNWILLING_TO_PERFORM);
        }
        t.send(everybody(t), new PagedResults(2, OctetString.of("short")).toControl(true))
                .fails(ResultCode.UNWILLING_TO_PERFORM);
    }

    @Test
    void aCookieOfAnotherServerIsRefused() {
        register(t, 5);
        OctetString cookie = firstCookie(t, everybody(t));
        try (Site other = new Site()) {
            Locator restarted =
                    new Locator(site.directory(), LocatorSettings.DEFAULT, new java.util.Random(5), System::nanoTime);
            Client again = new Client(restarted, t.caller());
            again.send(everybody(again), new PagedResults(2, cookie).toControl(true))
                    .fails(ResultCode.UNWILLING_TO_PERFORM);
            assertThat(other).isNotNull();
        }
    }

    @Test
    void aPageOfNoneGivesTheSearchUp() {
        register(t, 5);
        OctetString cookie = firstCookie(t, everybody(t));

        Client.Reply end = t.send(everybody(t), new PagedResults(0, cookie).toControl(true))
                .succeeds();
        assertThat(end.entries()).isEmpty();
        assertThat(paging(end).cookie().isEmpty()).isTrue();
    }

    @Test
    void theOperatorLimitsThePage() {
        try (Site narrow = new Site(new LocatorSettings(LocatorSettings.AddressPolicy.AUTO, 0, Duration.ZERO, 0, 2))) {
            Client client = narrow.tClient();
            register(client, 5);

            assertThat(client.send(everybody(client), new PagedResults(100, OctetString.EMPTY).toControl(true))
                            .succeeds()
                            .entries())
                    .hasSize(2);
        }
    }

    @Test
    void nClientListsArePagedToo() {
        register(t, 5);
        SearchRequest list =
                t.searchRequest("objectClass=rtPerson", SearchScope.BASE_OBJECT, Client.parse("(cn=%)"), "cn");
        Client.Reply first = t.send(list, new PagedResults(3, OctetString.EMPTY).toControl(true))
                .succeeds();
        Client.Reply second = t.send(list, new PagedResults(3, paging(first).cookie()).toControl(true))
                .succeeds();

        List<String> all = new ArrayList<>(first.values("cn"));
        all.addAll(second.values("cn"));
        assertThat(all).containsExactlyInAnyOrder("p0", "p1", "p2", "p3", "p4");
    }
}
