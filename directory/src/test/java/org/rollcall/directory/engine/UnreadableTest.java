package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.APPLICATIONS;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.descriptor;
import static org.rollcall.directory.engine.Lab.refusal;
import static org.rollcall.directory.engine.Lab.seconds;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Change;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NamedRenewal;
import org.rollcall.directory.NamedSearch;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.Renewal;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.View;
import org.rollcall.directory.Watch;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/** What an asker can't read is not there, by any way that leads to it. */
class UnreadableTest {
    private static final Attribute SECRET = descriptor("D:(A;;GA;;;BA)");
    private static final String A = "cn=a," + DYNAMIC;

    private final Lab lab = new Lab();

    @Test
    void noSearchFindsIt() {
        lab.add(ALICE, lab.person("a", SECRET, Attribute.of("mail", "a@x")));
        for (String filter : List.of("(cn=a)", "(cn=*)", "(cn=a*)", "(mail=a@x)", "(objectClass=*)", "(!(cn=b))")) {
            assertThat(lab.list(BOB, filter)).as(filter).isEmpty();
            assertThat(lab.search(BOB, "o=Intranet", SearchScope.WHOLE_SUBTREE, filter))
                    .as(filter)
                    .doesNotContain(A);
            assertThat(lab.list(ALICE, filter)).as(filter).containsExactly(A);
            assertThat(lab.list(Asker.SERVER, filter)).as(filter).containsExactly(A);
        }
        for (SearchScope scope : List.of(SearchScope.BASE_OBJECT, SearchScope.WHOLE_SUBTREE)) {
            assertThat(refusal(() -> lab.search(BOB, A, scope, "(objectClass=*)")))
                    .isEqualTo(ResultCode.NO_SUCH_OBJECT);
        }
        assertThat(lab.exists(BOB, A)).isFalse();
    }

    @Test
    void norDoesItCountAsWork() {
        for (int i = 0; i < 5; i++) {
            lab.add(ALICE, lab.person("a" + i, SECRET));
        }
        lab.add(ALICE, lab.person("b"));
        assertThat(examined(BOB, DYNAMIC, "(objectClass=rtPerson)")).isEqualTo(1);
        assertThat(examined(ALICE, DYNAMIC, "(objectClass=rtPerson)")).isEqualTo(6);
    }

    @Test
    void norDoesItCountWhereASearchIsAboutAnotherPlace() {
        lab.add(ALICE, lab.person("a", SECRET));
        lab.add(ALICE, lab.person("b"));
        assertThat(examined(BOB, "o=Intranet", "(cn=a)")).isZero();
        assertThat(examined(ALICE, "o=Intranet", "(cn=a)")).isEqualTo(1);
        assertThat(examined(BOB, "o=Intranet", "(cn=b)")).isEqualTo(1);
    }

    private long examined(Asker asker, String base, String filter) {
        SearchCursor cursor = lab.view(asker)
                .search(new SearchQuery(
                        lab.name(base),
                        SearchScope.SINGLE_LEVEL,
                        lab.condition(filter),
                        Pairing.NONE,
                        false,
                        SearchQuery.START));
        Lab.drain(cursor, match -> {});
        return cursor.examined();
    }

    @Test
    void routinesPassItOver() {
        lab.add(ALICE, lab.person("a", SECRET));
        PlainName name = new PlainName();
        assertThat(name.read(OctetString.of("a"))).isTrue();
        SearchQuery query = new SearchQuery(
                lab.name(DYNAMIC),
                SearchScope.SINGLE_LEVEL,
                lab.condition("(cn=a)"),
                Pairing.NONE,
                false,
                SearchQuery.START);
        NamedSearch search = lab.directory
                .named(query, Lab.SCHEMA.attributeType("cn").orElseThrow(), name)
                .orElseThrow();
        NamedRenewal renewal = lab.directory
                .named(new RenewRequest(lab.name(A), seconds(60), lab.condition("(cn=*)"), Pairing.NONE, false), name)
                .orElseThrow();
        List<String> found = new ArrayList<>();
        SearchCursor.Sink sink = match -> found.add(Lab.text(match));
        assertThat(lab.view(BOB).search(search, name, sink)).isTrue();
        assertThat(found).isEmpty();
        assertThat(lab.view(BOB).renew(renewal, name, sink)).isEqualTo(View.NOT_RENEWED);
        assertThat(found).isEmpty();
        assertThat(lab.view(ALICE).search(search, name, sink)).isTrue();
        assertThat(lab.view(ALICE).renew(renewal, name, sink)).isEqualTo(60);
        assertThat(found).containsExactly(A, A);
    }

    @Test
    void changesToItFindNothing() {
        lab.add(ALICE, lab.person("a", SECRET));
        for (Runnable change : List.<Runnable>of(
                () -> lab.delete(BOB, A),
                () -> lab.replace(BOB, A, Attribute.of("sn", "x")),
                () -> lab.write(BOB, t -> t.renew(lab.name(A), seconds(10)), lab.name(A)))) {
            assertThat(refusal(change)).isEqualTo(ResultCode.NO_SUCH_OBJECT);
        }
        assertThat(lab.renew(BOB, A, seconds(10))).isEqualTo(Renewal.ABSENT);
        boolean[] seen = new boolean[3];
        lab.write(
                BOB,
                t -> {
                    seen[0] = t.read(lab.name(A)).isPresent();
                    seen[1] = t.mayChange(lab.name(A));
                    seen[2] = t.exists(lab.name(A));
                    return true;
                },
                lab.name(A));
        assertThat(seen).containsExactly(false, false, true);
        assertThat(refusal(() -> lab.add(BOB, lab.person("a")))).isEqualTo(ResultCode.ENTRY_ALREADY_EXISTS);
    }

    @Test
    void itsOwnerMayAlwaysDoEverything() {
        lab.add(ALICE, lab.person("a", SECRET));
        assertThat(lab.renew(ALICE, A, seconds(10))).isNotEqualTo(Renewal.ABSENT);
        lab.replace(ALICE, A, Attribute.of("sn", "x"));
        assertThat(lab.values(ALICE, A, "ntSecurityDescriptor")).hasSize(1);
        lab.replace(ALICE, A, descriptor("D:"));
        lab.delete(ALICE, A);
    }

    @Test
    void itIsNoMatchedDnAndNothingStandsBeneathIt() {
        lab.add(Asker.SERVER, lab.entry("ou=Hall," + DYNAMIC, "organizationalUnit", new LeaseTerm.Static(), SECRET));
        String beneath = "cn=x,ou=Hall," + DYNAMIC;
        for (Runnable act : List.<Runnable>of(
                () -> lab.search(BOB, beneath, SearchScope.BASE_OBJECT, "(cn=*)"),
                () -> lab.delete(BOB, beneath),
                () -> lab.add(BOB, lab.entry(beneath, "rtPerson", seconds(60))))) {
            assertThat(matched(act)).isEqualTo(DYNAMIC);
        }
        assertThat(matched(() -> lab.search(Asker.SERVER, beneath, SearchScope.BASE_OBJECT, "(cn=*)")))
                .isEqualTo("ou=Hall," + DYNAMIC);
    }

    private static String matched(Runnable act) {
        try {
            act.run();
        } catch (DirectoryException e) {
            assertThat(e.result().code()).isEqualTo(ResultCode.NO_SUCH_OBJECT);
            return e.result().matchedDn();
        }
        throw new AssertionError("found");
    }

    @Test
    void nobodyIsToldThatSomethingStandsBeneath() {
        lab.add(ALICE, lab.person("a", SECRET));
        assertThat(lab.values(BOB, DYNAMIC, "hasSubordinates")).containsExactly("FALSE");
        assertThat(lab.values(ALICE, DYNAMIC, "hasSubordinates")).containsExactly("TRUE");
    }

    @Test
    void aLevelThatComesAlongWithItIsNotThereEither() {
        lab.add(ALICE, lab.application("a", "x", SECRET));
        String level = "appName=x," + APPLICATIONS;
        assertThat(lab.exists(BOB, level)).isFalse();
        assertThat(lab.search(BOB, APPLICATIONS, SearchScope.WHOLE_SUBTREE, "(objectClass=*)"))
                .containsExactly(APPLICATIONS);
        assertThat(lab.exists(ALICE, level)).isTrue();
        lab.add(BOB, lab.application("b", "x"));
        assertThat(lab.exists(BOB, level)).isTrue();
    }

    @Test
    void aPersonIsPairedWithWhatTheAskerMayRead() {
        lab.add(ALICE, lab.person("a"));
        lab.add(ALICE, lab.application("a", "x", SECRET, Attribute.of("applicationID", "one")));
        assertThat(paired(BOB, "(cn=a)")).containsExactly(false);
        assertThat(paired(BOB, "(applicationID=one)")).isEmpty();
        assertThat(paired(ALICE, "(applicationID=one)")).containsExactly(true);
        lab.add(ALICE, lab.application("a", "y", Attribute.of("applicationID", "two")));
        assertThat(paired(BOB, "(applicationID=one)")).isEmpty();
        assertThat(paired(BOB, "(applicationID=two)")).containsExactly(true);
    }

    private List<Boolean> paired(Asker asker, String filter) {
        List<Boolean> found = new ArrayList<>();
        Pairing pairing = new Pairing.WithApplication(
                Set.of(Lab.SCHEMA.attributeType("applicationID").orElseThrow()));
        SearchCursor cursor = lab.view(asker)
                .search(new SearchQuery(
                        lab.name(DYNAMIC),
                        SearchScope.SINGLE_LEVEL,
                        lab.condition(filter),
                        pairing,
                        false,
                        SearchQuery.START));
        Lab.drain(cursor, match -> found.add(match.hasApplication()));
        return found;
    }

    @Test
    void anApplicationInNoListWouldTellOfAHiddenPerson() {
        lab.add(ALICE, lab.application("a", "x"));
        String application = "cn=a,appName=x," + APPLICATIONS;
        lab.add(ALICE, lab.person("a", Attribute.of("sFlags", "1"), SECRET));
        assertThat(lab.exists(BOB, application)).isTrue();
        lab.replace(ALICE, A, Attribute.of("sFlags", "0"));
        assertThat(lab.exists(BOB, application)).isFalse();
        assertThat(lab.exists(ALICE, application)).isTrue();
    }

    @Test
    void aRenewalTakesAlongOnlyWhatTheAskerMayRenew() {
        lab.add(ALICE, lab.person("a", descriptor("D:(A;;RPWP;;;WD)")));
        lab.add(ALICE, lab.application("a", "x", SECRET));
        lab.add(ALICE, lab.application("a", "y", descriptor("D:(A;;RPWP;;;WD)")));
        RenewRequest request = new RenewRequest(lab.name(A), seconds(30), lab.condition("(cn=*)"), Pairing.NONE, true);
        assertThat(lab.view(BOB).renew(request)).isNotEqualTo(Renewal.ABSENT);
        assertThat(ttl("cn=a,appName=x," + APPLICATIONS)).isEqualTo("600");
        assertThat(ttl("cn=a,appName=y," + APPLICATIONS)).isEqualTo("30");
    }

    private String ttl(String dn) {
        return lab.values(Asker.SERVER, dn, "entryTtl").getFirst();
    }

    @Test
    void whoMayNotListAContainerFindsWhatIsInItByItsOwnNameOnly() {
        lab.add(ALICE, lab.person("a"));
        lab.replace(Asker.SERVER, DYNAMIC, descriptor("D:(A;;CCRPRC;;;WD)"));
        assertThat(lab.list(BOB, "(cn=a)")).isEmpty();
        assertThat(lab.search(BOB, "o=Intranet", SearchScope.WHOLE_SUBTREE, "(cn=a)"))
                .isEmpty();
        assertThat(lab.search(BOB, A, SearchScope.BASE_OBJECT, "(cn=a)")).containsExactly(A);
        assertThat(lab.values(BOB, DYNAMIC, "hasSubordinates")).containsExactly("FALSE");
    }

    @Test
    void watchersAreToldOfItOnlyWhatTheyMayRead() {
        try (Watch bob = lab.view(BOB).watch();
                Watch alice = lab.view(ALICE).watch()) {
            lab.add(ALICE, lab.application("a", "x", SECRET));
            lab.add(ALICE, lab.person("a", SECRET));
            lab.renew(ALICE, A, seconds(100));
            assertThat(told(bob)).isEmpty();
            assertThat(told(alice)).contains("ADDED " + A, "RENEWED " + A);

            lab.replace(ALICE, A, descriptor("D:(A;;RPRC;;;WD)"), Attribute.of("securityToken", "77"));
            lab.replace(ALICE, A, Attribute.of("sn", "x"));
            lab.replace(ALICE, A, SECRET, Attribute.of("sn", "secret"));
            lab.replace(ALICE, A, Attribute.of("sn", "more"));
            lab.delete(ALICE, A);
            List<Change> changes = changes(bob);
            assertThat(changes.stream().map(each -> each.kind() + " " + each.name()))
                    .containsExactly("ADDED " + A, "MODIFIED " + A, "REMOVED " + A);
            for (Change change : changes) {
                for (String hidden : List.of("ntSecurityDescriptor", "securityToken")) {
                    assertThat(change.entry()
                                    .indexOf(Lab.SCHEMA.attributeType(hidden).orElseThrow()))
                            .isNegative();
                }
            }
            assertThat(changes.getLast()
                            .entry()
                            .values(Lab.SCHEMA.attributeType("sn").orElseThrow()))
                    .as("as it was while it could be read")
                    .containsExactly(OctetString.of("x"));
        }
    }

    private static List<String> told(Watch watch) {
        return changes(watch).stream()
                .map(change -> change.kind() + " " + change.name())
                .toList();
    }

    private static List<Change> changes(Watch watch) {
        return ((Watch.Next.Changes) watch.poll(100)).changes();
    }

    @Test
    void aDescriptorIsForThoseWhoMayReadIt() {
        lab.add(ALICE, lab.person("a", descriptor("D:(A;;RP;;;WD)")));
        lab.add(ALICE, lab.person("b", descriptor("D:(A;;RPRC;;;WD)S:(AU;SA;RP;;;WD)")));
        for (String filter : List.of("(ntSecurityDescriptor=*)", "(!(ntSecurityDescriptor=*))")) {
            assertThat(lab.list(BOB, filter)).hasSize(1);
        }
        assertThat(lab.list(BOB, "(ntSecurityDescriptor=*)")).containsExactly("cn=b," + DYNAMIC);
        assertThat(Lab.decoded(lab.view(BOB)
                                .read(lab.name("cn=b," + DYNAMIC))
                                .orElseThrow()
                                .descriptor(15)
                                .orElseThrow())
                        .sacl()
                        .aces())
                .isEmpty();
        assertThat(lab.view(BOB).read(lab.name("cn=b," + DYNAMIC)).orElseThrow().descriptor(8))
                .isEmpty();
        assertThat(Lab.decoded(lab.view(ALICE)
                                .read(lab.name("cn=b," + DYNAMIC))
                                .orElseThrow()
                                .descriptor(8)
                                .orElseThrow())
                        .sacl()
                        .aces())
                .hasSize(1);
    }

    @Test
    void whoMayWriteIsNotTheOwnerForThat() {
        lab.add(ALICE, lab.person("a", descriptor("D:(A;;RPWPRCWD;;;WD)"), Attribute.of("securityToken", "77")));
        boolean owns = lab.write(BOB, t -> t.owns(lab.name(A)), lab.name(A));
        assertThat(owns).isFalse();
        assertThat(refusal(() -> lab.replace(BOB, A, Attribute.of("securityToken", "78"))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(() -> lab.replace(BOB, A, descriptor("O:S-1-5-7D:(A;;GA;;;WD)"))))
                .as("WRITE_OWNER was not granted")
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        lab.replace(BOB, A, Attribute.of("sn", "x"));
        lab.replace(BOB, A, descriptor("D:(A;;GA;;;WD)"));
        assertThat(refusal(() -> lab.replace(BOB, A, descriptor("O:S-1-5-21-1D:(A;;GA;;;WD)"))))
                .as("nobody is made the owner by others")
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        lab.delete(BOB, A);
    }

    @Test
    void whoMayDeleteChildrenOfTheEntryAboveMayDeleteIt() {
        lab.add(ALICE, lab.person("a"));
        assertThat(refusal(() -> lab.delete(BOB, A))).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        lab.replace(Asker.SERVER, DYNAMIC, descriptor("D:(A;;CCDCLCRPRC;;;WD)"));
        lab.delete(BOB, A);
    }
}
