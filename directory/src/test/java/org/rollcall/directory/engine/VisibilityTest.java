package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.APPLICATIONS;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.refusal;
import static org.rollcall.directory.engine.Lab.seconds;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Owner;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.Renewal;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/** Who sees and may do what: decisions 7, 11, 12, 14 and 15. */
class VisibilityTest {
    private static final String A = "cn=a," + DYNAMIC;
    private static final String APPLICATION_OF_A = "cn=a,appName=x," + APPLICATIONS;

    private final Lab lab = new Lab();

    private static Pairing pairing(String... types) {
        return new Pairing.WithApplication(Set.copyOf(List.of(types).stream()
                .map(type -> Lab.SCHEMA.attributeType(type).orElseThrow())
                .toList()));
    }

    @Test
    void decision12HiddenPeopleAndTheirApplicationsAreFoundOnlyByName() {
        lab.add(ALICE, lab.person("a", Attribute.of("sFlags", "0"), Attribute.of("mail", "a@x")));
        lab.add(ALICE, lab.application("a", "x"));
        for (String filter :
                List.of("(cn=*)", "(cn=a*)", "(mail=a@x)", "(|(cn=a)(cn=b))", "(!(cn=b))", "(objectClass=rtPerson)")) {
            assertThat(lab.list(BOB, filter)).as(filter).isEmpty();
            assertThat(lab.search(BOB, "o=Intranet", SearchScope.WHOLE_SUBTREE, filter))
                    .as(filter)
                    .noneMatch(dn -> dn.startsWith("cn=a,"));
            assertThat(lab.list(ALICE, filter)).as(filter).containsExactly(A);
            assertThat(lab.list(Asker.SERVER, filter)).as(filter).containsExactly(A);
        }
        assertThat(lab.list(BOB, "(cn=a)")).containsExactly(A);
        assertThat(lab.list(BOB, "(&(objectClass=rtPerson)(&(mail=*)(cn=A)))")).containsExactly(A);
        assertThat(lab.search(BOB, "o=Intranet", SearchScope.WHOLE_SUBTREE, "(cn=a)"))
                .containsExactlyInAnyOrder(A, APPLICATION_OF_A);
        assertThat(lab.search(BOB, A, SearchScope.BASE_OBJECT, "(objectClass=*)"))
                .containsExactly(A);
        assertThat(lab.search(BOB, APPLICATION_OF_A, SearchScope.WHOLE_SUBTREE, "(objectClass=*)"))
                .containsExactly(APPLICATION_OF_A);
        assertThat(lab.exists(BOB, A)).isTrue();
    }

    @Test
    void decision12AnApplicationIsNoLongerHiddenWhenThePersonHasEnded() {
        lab.add(ALICE, lab.person("a", seconds(10), Attribute.of("sFlags", "0")));
        lab.add(ALICE, lab.application("a", "x"));
        String users = "appName=x," + APPLICATIONS;
        assertThat(lab.search(BOB, users, SearchScope.SINGLE_LEVEL, "(cn=*)")).isEmpty();
        lab.pass(Duration.ofSeconds(10));
        assertThat(lab.search(BOB, users, SearchScope.SINGLE_LEVEL, "(cn=*)")).hasSize(1);
    }

    @Test
    void decision12AStrangersApplicationIsNotHiddenByANamesake() {
        lab.add(ALICE, lab.person("a", Attribute.of("sFlags", "0")));
        lab.add(BOB, lab.application("a", "x"));
        assertThat(lab.search(Asker.from(Asker.SERVER.owner()), APPLICATIONS, SearchScope.WHOLE_SUBTREE, "(cn=a*)"))
                .containsExactly(APPLICATION_OF_A);
    }

    @Test
    void decision14TokensAreAbsentForAllButTheOwner() {
        lab.add(ALICE, lab.person("a", Attribute.of("securityToken", "77")));
        for (String filter : List.of("(securityToken=77)", "(securityToken=*)", "(securityToken=7*)")) {
            assertThat(lab.list(ALICE, filter)).containsExactly(A);
            assertThat(lab.list(BOB, filter)).isEmpty();
            assertThat(lab.list(BOB, "(!" + filter + ")")).containsExactly(A);
        }
        assertThat(lab.list(BOB, "(:caseIgnoreMatch:=77)")).isEmpty();
        assertThat(lab.list(ALICE, "(:caseIgnoreMatch:=77)")).containsExactly(A);
        assertThat(lab.values(ALICE, A, "securityToken")).containsExactly("77");
        assertThat(lab.values(BOB, A, "securityToken")).isEmpty();
        assertThat(lab.values(Asker.SERVER, A, "securityToken")).containsExactly("77");
    }

    @Test
    void decision14OnlyATokenThatMeansSomethingCounts() {
        lab.add(ALICE, lab.person("a", Attribute.of("securityToken", "77", "0", "1508109")));
        lab.add(ALICE, lab.person("b"));
        assertThat(shows("a", "77")).isTrue();
        assertThat(shows("a", " 77 ")).isTrue();
        assertThat(shows("a", "78")).isFalse();
        assertThat(shows("a", "0")).isFalse();
        assertThat(shows("a", "1508109")).isFalse();
        assertThat(shows("a", "")).isFalse();
        assertThat(shows("b", "77")).isFalse();
    }

    private boolean shows(String cn, String token) {
        return lab.write(
                BOB,
                t -> t.showsToken(lab.name("cn=" + cn + "," + DYNAMIC), OctetString.of(token)),
                lab.name("cn=" + cn + "," + DYNAMIC));
    }

    @Test
    void decision14WhoAdoptsAnEntryOwnsItsTokenAndCountsIt() {
        lab.add(ALICE, lab.person("a", Attribute.of("securityToken", "77")));
        lab.write(
                BOB,
                t -> {
                    t.adopt(lab.name(A));
                    assertThat(t.read(lab.name(A)).orElseThrow().mine()).isTrue();
                    assertThat(t.read(lab.name(A)).orElseThrow().owner()).isEqualTo(BOB.owner());
                    return true;
                },
                lab.name(A));
        assertThat(lab.values(BOB, A, "securityToken")).containsExactly("77");
        assertThat(lab.values(ALICE, A, "securityToken")).isEmpty();
        assertThat(refusal(() -> lab.delete(ALICE, A))).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        Invariants.check(lab.directory);
    }

    @Test
    void decision15StrangersNeitherChangeNorDeleteNorRenew() {
        lab.add(ALICE, lab.person("a"));
        assertThat(refusal(() -> lab.delete(BOB, A))).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(() -> lab.renew(BOB, A, seconds(10)))).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(() -> lab.write(BOB, t -> t.renew(lab.name(A), seconds(10)), lab.name(A))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        RenewRequest notMatching =
                new RenewRequest(lab.name(A), seconds(10), lab.condition("(sn=x)"), Pairing.NONE, false);
        assertThat(lab.view(BOB).renew(notMatching)).isEqualTo(Renewal.ABSENT);
    }

    @Test
    void decision11APersonIsGivenWithTheApplicationThatMatches() {
        lab.add(ALICE, lab.person("a", Attribute.of("port", "9"), Attribute.of("sn", "Smith")));
        lab.add(ALICE, lab.application("a", "x", Attribute.of("applicationID", "one"), Attribute.of("port", "1")));
        lab.add(ALICE, lab.application("a", "y", Attribute.of("applicationID", "two"), Attribute.of("port", "2")));
        lab.add(BOB, lab.application("a", "z", Attribute.of("applicationID", "three")));
        lab.add(ALICE, lab.person("lone", Attribute.of("port", "9")));
        Pairing pairing = pairing("applicationID", "port");
        assertThat(paired("(applicationID=two)", pairing)).containsExactly("a with two on 2");
        assertThat(paired("(&(cn=*)(sn=smith))", pairing)).containsExactly("a with one on 1");
        assertThat(paired("(&(applicationID=one)(port=2))", pairing)).isEmpty();
        assertThat(paired("(applicationID=three)", pairing)).isEmpty();
        assertThat(paired("(port=9)", pairing)).containsExactly("lone alone on 9");
        assertThat(paired("(cn=*)", pairing)).containsExactly("a with one on 1", "lone alone on 9");
    }

    private List<String> paired(String filter, Pairing pairing) {
        List<String> found = new java.util.ArrayList<>();
        var cursor = lab.view(BOB)
                .search(new org.rollcall.directory.SearchQuery(
                        lab.name(DYNAMIC),
                        SearchScope.SINGLE_LEVEL,
                        lab.condition(filter),
                        pairing,
                        false,
                        org.rollcall.directory.SearchQuery.START));
        Lab.drain(
                cursor,
                match -> found.add(match.values(Lab.SCHEMA.attributeType("cn").orElseThrow())
                                .getFirst()
                                .utf8()
                        + (match.hasApplication()
                                ? " with "
                                        + match.application()
                                                .values(Lab.SCHEMA
                                                        .attributeType("applicationID")
                                                        .orElseThrow())
                                                .getFirst()
                                                .utf8()
                                : " alone")
                        + " on "
                        + match.values(Lab.SCHEMA.attributeType("port").orElseThrow())
                                .getFirst()
                                .utf8()));
        return found;
    }

    @Test
    void decision7AnonymousClientsWriteTheThreeClassesWhereTheyMay() {
        assertThat(refusal(() -> lab.add(ALICE, lab.entry("cn=x,o=Intranet", "rtPerson", seconds(1)))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(() -> lab.add(ALICE, lab.entry("cn=x,ou=Admin,o=Intranet", "rtPerson", seconds(1)))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(() -> lab.add(ALICE, lab.entry("cn=x," + DYNAMIC, "device", seconds(1)))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(() -> lab.add(ALICE, lab.entry("cn=x,fooou=Dynamic,o=Intranet", "rtPerson", seconds(1)))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(() -> lab.add(ALICE, lab.entry("cn=x\\,ou=Dynamic,o=Intranet", "rtPerson", seconds(1)))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        for (String own : List.of("ou=Dynamic,o=Intranet", "o=Intranet", "cn=Subschema")) {
            assertThat(refusal(() -> lab.delete(Asker.SERVER, own))).isEqualTo(ResultCode.UNWILLING_TO_PERFORM);
        }
        assertThat(refusal(() -> lab.write(
                        ALICE,
                        t -> {
                            t.evict(lab.name("cn=Subschema"));
                            return true;
                        },
                        lab.name("cn=Subschema"))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    @Test
    void anEntryHasItsOwner() {
        lab.add(ALICE, lab.person("a"));
        assertThat(lab.view(BOB).read(lab.name(A)).orElseThrow().owner()).isEqualTo(ALICE.owner());
        assertThat(lab.view(BOB).read(lab.name(DYNAMIC)).orElseThrow().owner()).isEqualTo(Owner.SERVER);
    }

    @Test
    void whatNobodyAddedIsThereByItself() {
        lab.add(ALICE, lab.application("a", "x"));
        lab.add(Asker.SERVER, lab.entry("ou=Hall,o=Intranet", "organizationalUnit", new LeaseTerm.Static()));
        lab.add(Asker.SERVER, lab.entry("cn=b,ou=Hall,o=Intranet", "rtPerson", seconds(600)));
        assertThat(List.of(
                        "",
                        "o=Intranet",
                        DYNAMIC,
                        "appName=x," + APPLICATIONS,
                        "cn=Subschema",
                        "cn=cn,cn=Schema,ou=Admin,o=Intranet"))
                .allMatch(this::isBuiltIn);
        assertThat(List.of(APPLICATION_OF_A, "ou=Hall,o=Intranet", "cn=b,ou=Hall,o=Intranet"))
                .noneMatch(this::isBuiltIn);
        lab.write(
                ALICE,
                t -> {
                    t.add(lab.person("c"));
                    assertThat(t.read(lab.name("cn=c," + DYNAMIC)).orElseThrow().isBuiltIn())
                            .isFalse();
                    return true;
                },
                lab.name("cn=c," + DYNAMIC));
    }

    private boolean isBuiltIn(String dn) {
        return lab.view(Asker.SERVER).read(lab.name(dn)).orElseThrow().isBuiltIn();
    }
}
