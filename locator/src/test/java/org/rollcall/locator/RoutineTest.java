package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.RefreshRequest;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;

/** Requests that differ from one before by the name only; {@link Client} compares them with the ordinary way. */
class RoutineTest {
    private final Site site = new Site();
    private final Client n = site.nClient();
    private final Client t = site.tClient();

    private void people(String... names) {
        for (String name : names) {
            n.registerPerson(name, "sappid: nm", "surname: of " + name).succeeds();
        }
    }

    @Test
    void aSearchByAnotherNameIsARoutine() {
        people("anna", "Bert", "carl");

        assertThat(n.people("(&(objectClass=rtPerson)(cn=anna)(sappid=nm))", "cn", "surname")
                        .values("surname"))
                .containsExactly("of anna");
        assertThat(n.routine()).isFalse();

        assertThat(n.people("(&(objectClass=rtPerson)(cn=bert)(sappid=nm))", "cn", "surname")
                        .lines())
                .containsExactly("dn: c=-,o=Microsoft,cn=Bert,objectClass=rtPerson", "cn: Bert", "surname: of Bert");
        assertThat(n.routine()).isTrue();
        assertThat(n.people("(&(objectClass=rtPerson)(cn=xxxx)(sappid=nm))", "cn", "surname")
                        .succeeds()
                        .entries())
                .isEmpty();
        assertThat(n.routine()).isTrue();
    }

    @Test
    void itsAnswersFollowTheDirectory() {
        people("anna", "bert");
        t.dynamic("(cn=anna)", "cn", "sn");

        assertThat(t.dynamic("(cn=bert)", "cn", "sn").values("sn")).containsExactly("of bert");
        t.replace(tName("bert"), "sn: another").succeeds();
        assertThat(t.dynamic("(cn=bert)", "cn", "sn").values("sn")).containsExactly("another");
        t.replace(tName("bert"), "cn: bert", "cn: also").succeeds();
        assertThat(t.dynamic("(cn=also)", "cn", "sn").values("sn")).containsExactly("another");
        assertThat(t.routine()).isTrue();
        t.delete(tName("anna")).succeeds();
        assertThat(t.dynamic("(cn=anna)", "cn", "sn").entries()).isEmpty();
        site.pass(Duration.ofMinutes(11));
        assertThat(t.dynamic("(cn=bert)", "cn", "sn").entries()).isEmpty();
        assertThat(t.routine()).isTrue();
    }

    @Test
    void whatIsSaidOfOneVersionIsNotSaidOfTheOther() {
        people("anna", "bert");
        t.dynamic("(cn=anna)", "cn");
        Client other = site.nClient();

        other.dynamic("(cn=bert)", "cn");

        assertThat(other.routine()).isFalse();
    }

    @Test
    void aRenewalByFilterIsARoutine() {
        people("anna", "bert");
        site.pass(Duration.ofMinutes(9));
        n.people("(&(objectClass=rtPerson)(cn=anna)(sttl=10))", "sttl");

        assertThat(n.people("(&(objectClass=rtPerson)(cn=bert)(sttl=10))", "sttl")
                        .values("sttl"))
                .containsExactly("10");
        assertThat(n.routine()).isTrue();

        site.pass(Duration.ofMinutes(9));
        assertThat(t.read(tName("bert"), "entryTTL").values("entryTTL")).containsExactly("60");
    }

    @Test
    void aRefreshIsARoutine() {
        people("anna", "bert");
        t.refresh(tName("anna"), 300).succeeds();

        assertThat(Client.grantedSeconds(t.refresh(tName("bert"), 300).succeeds()))
                .isEqualTo(300);
        assertThat(t.routine()).isTrue();
        t.refresh(tName("carl"), 300).fails(ResultCode.NO_SUCH_OBJECT);
        site.tClient(Site.ELSEWHERE).refresh(tName("bert"), 300).fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    @Test
    void aNameThatMeansMoreThanItselfIsNone() {
        people("anna", "b%rt", "bert");
        n.people("(cn=anna)", "cn");

        assertThat(n.people("(cn=b%rt)", "cn").values("cn")).containsExactly("b%rt", "bert");
        assertThat(n.routine()).isFalse();
        t.refresh(tName("anna"), 300).succeeds();
        t.refresh(tName("a,na"), 300);
        assertThat(t.routine()).isFalse();
    }

    /** The name in two places, once in each spelling that a careless reader would take for another. */
    @Test
    void nobodyIsTakenForAnother() {
        people("anna", "bert");
        t.search(tName("ANNA"), SearchScope.BASE_OBJECT, "(&(cn=anna)(sttl=10))", "cn");
        t.search(tName("ANNA"), SearchScope.BASE_OBJECT, "(&(cn=bert)(sttl=10))", "cn");
        n.search(nName("Anna"), SearchScope.BASE_OBJECT, "(&(objectClass=rtPerson)(cn=anna)(sttl=10))", "cn");
        n.search(nName("Anna"), SearchScope.BASE_OBJECT, "(&(objectClass=rtPerson)(cn=bert)(sttl=10))", "cn");
        t.dynamic("(&(cn=\\ef\\bd\\81nna)(sn=anna))", "cn");
        t.dynamic("(&(cn=\\ef\\bd\\81nna)(sn=bert))", "cn");
        t.dynamic("(&(mail=anna)(cn=anna))", "cn");
        t.dynamic("(&(mail=anna)(cn=bert))", "cn");
        t.send(new RefreshRequest(OctetString.of("cn=\\61nna,ou=Dynamic,o=Intranet"), 300).toRequest())
                .succeeds();
        t.send(new RefreshRequest(OctetString.of("cn=\\61nnb,ou=Dynamic,o=Intranet"), 300).toRequest())
                .fails(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void moreThanMayBeGivenIsSaidTheOrdinaryWay() {
        people("anna");
        t.replace(tName("anna"), "cn: anna", "cn: bert").succeeds();
        people("bert");
        SearchRequest one =
                t.searchRequest("ou=Dynamic,o=Intranet", SearchScope.SINGLE_LEVEL, Client.parse("(cn=anna)"));
        SearchRequest two =
                t.searchRequest("ou=Dynamic,o=Intranet", SearchScope.SINGLE_LEVEL, Client.parse("(cn=bert)"));

        t.send(limited(one)).succeeds();

        assertThat(t.send(limited(two)).code()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
        assertThat(t.routine()).isFalse();
    }

    private static SearchRequest limited(SearchRequest request) {
        return new SearchRequest(
                request.baseObject(),
                request.scope(),
                request.derefAliases(),
                1,
                request.timeLimitSeconds(),
                request.typesOnly(),
                request.filter(),
                List.of("sn"));
    }

    @Test
    void anAttributeThatNobodyHasYetIsAskedForTheOrdinaryWay() {
        people("anna", "bert");
        n.people("(&(cn=anna)(!(ilsa4711=1)))", "cn");
        n.replace(nName("bert"), "ilsa4711: 1").succeeds();

        assertThat(n.people("(&(cn=bert)(!(ilsa4711=1)))", "cn").entries()).isEmpty();
    }

    @Test
    void aCrowdIsFoundTheOrdinaryWay() {
        people("anna");
        t.dynamic("(mail=anna)", "cn");
        for (int i = 0; i < 20; i++) {
            n.registerPerson("p" + i, "rfc822mailbox: bert").succeeds();
        }

        assertThat(t.dynamic("(mail=bert)", "cn").entries()).hasSize(20);
        assertThat(t.routine()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden", "HIDDEN"})
    void whoHidesIsFoundByName(String name) {
        n.registerPerson("hidden").succeeds();
        n.replace(nName("hidden"), "sflags: 0").succeeds();
        Client stranger = site.nClient(Site.ELSEWHERE);
        stranger.people("(cn=nobody)", "cn");
        stranger.people("(surname=hidden)", "cn");

        assertThat(stranger.people("(cn=" + name + ")", "cn").values("cn")).containsExactly("hidden");
        assertThat(stranger.routine()).isTrue();
    }

    /** More forms of one length than are remembered: each still gets its own answer. */
    @Test
    void formsMakeWayForOthers() {
        people("anna", "bert");
        for (int round = 0; round < 3; round++) {
            for (String attribute : List.of("aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii", "jj", "cn", "sn")) {
                t.dynamic("(cn=anna)", attribute);
                t.dynamic("(cn=bert)", attribute);
                assertThat(t.routine()).isTrue();
            }
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void routinesSayWhatTheOrdinaryWaySays(@ForAll long seed) {
        Random random = new Random(seed);
        Site place = new Site();
        Client[] clients = {
            place.nClient(),
            place.tClient(),
            place.nClient(Site.ELSEWHERE),
            place.tClient(Site.ELSEWHERE),
            place.admin()
        };
        String[] names = {"ann", "Bob", "c.d", "e-f", "g@h", "sn", "cn", "nm", "rtPerson"};
        for (int step = 0; step < 300; step++) {
            Client client = clients[random.nextInt(clients.length)];
            String name = names[random.nextInt(names.length)];
            String item = List.of(
                            "(cn=%s)",
                            "(uid=%s)",
                            "(mail=%s)",
                            "(&(objectClass=rtPerson)(cn=%s))",
                            "(&(cn=%s)(sn=*))",
                            "(&(cn=%s)(sttl=10))",
                            "(&(objectClass=rtPerson)(cn=%s)(sttl=20)(sappid=nm))",
                            "(|(cn=%s)(sn=x))")
                    .get(random.nextInt(8))
                    .formatted(name);
            String[] attributes = List.of("", "cn", "cn sttl sn", "* +", "sport comment")
                    .get(random.nextInt(5))
                    .split(" ");
            switch (random.nextInt(12)) {
                case 0 -> clients[2 * random.nextInt(2)].registerPerson(name, "sappid: nm", "sport: " + step);
                case 1 -> client.add(tName(name), "objectClass: rtPerson", "cn: " + name, "sn: s", "mail: " + name);
                case 2 -> client.delete(tName(name));
                case 3 -> client.replace(tName(name), "sFlags: " + random.nextInt(2), "mail: ann");
                case 4 -> place.pass(Duration.ofSeconds(random.nextInt(200)));
                case 5, 6 -> client.refresh(random.nextBoolean() ? tName(name) : nName(name), 300);
                case 7, 8 -> client.people(item, attributes);
                case 9 -> client.search("o=Intranet", SearchScope.WHOLE_SUBTREE, item, attributes);
                case 10 ->
                    client.search(
                            random.nextBoolean() ? nName(name) : tName(name),
                            SearchScope.BASE_OBJECT,
                            item,
                            attributes);
                default -> client.dynamic(item, attributes);
            }
        }
        assertThat(Arrays.stream(clients).filter(Client::routine).count()).isLessThanOrEqualTo(clients.length);
        place.close();
    }
}
