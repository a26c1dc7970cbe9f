package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.refusal;
import static org.rollcall.directory.engine.Lab.seconds;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

class LocalDirectoryTest {
    private final Lab lab = new Lab();

    @Test
    void whatWasAddedIsFoundByNameFilterAndScan() {
        lab.add(ALICE, lab.person("jc@rome.gov", Attribute.of("sn", "Caesar"), Attribute.of("mail", "jc@rome.gov")));
        assertThat(lab.exists(BOB, "CN=JC@Rome.gov, OU=dynamic, O=intranet")).isTrue();
        assertThat(lab.list(BOB, "(cn=JC@rome.gov)")).containsExactly("cn=jc@rome.gov," + DYNAMIC);
        assertThat(lab.list(BOB, "(mail=jc*)")).hasSize(1);
        assertThat(lab.list(BOB, "(sn=*esa*)")).hasSize(1);
        assertThat(lab.list(BOB, "(&(objectClass=rtPerson)(objectClass=dynamicObject)(objectClass=top))"))
                .hasSize(1);
        assertThat(lab.list(BOB, "(objectClass=rtConference)")).isEmpty();
        assertThat(lab.values(BOB, "cn=jc@rome.gov," + DYNAMIC, "objectClass"))
                .containsExactly("rtPerson", "dynamicObject");
    }

    @Test
    void anEntryIsAbsentFromTheInstantItsLeaseEnds() {
        lab.add(ALICE, lab.person("a", seconds(10)));
        lab.pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(lab.values(BOB, "cn=a," + DYNAMIC, "entryTTL")).containsExactly("1");
        lab.pass(Duration.ofNanos(1));
        assertThat(lab.exists(ALICE, "cn=a," + DYNAMIC)).isFalse();
        assertThat(lab.list(ALICE, "(cn=a)")).isEmpty();
        assertThat(lab.list(ALICE, "(cn=*)")).isEmpty();
        assertThat(lab.add(BOB, lab.person("a")).seconds()).isEqualTo(600);
        assertThat(lab.list(ALICE, "(cn=a)")).hasSize(1);
    }

    @Test
    void theApplicationLevelComesAndGoesByItself() {
        String level = "appName=MS-NetMeeting,ou=Applications,o=Intranet";
        assertThat(lab.exists(ALICE, level)).isFalse();
        lab.add(ALICE, lab.application("a", "MS-NetMeeting"));
        lab.add(BOB, lab.application("b", "ms-netmeeting"));
        assertThat(lab.exists(ALICE, level)).isTrue();
        assertThat(lab.search(ALICE, level, SearchScope.SINGLE_LEVEL, "(cn=*)")).hasSize(2);
        lab.delete(ALICE, "cn=a," + level);
        assertThat(lab.exists(ALICE, level)).isTrue();
        lab.delete(BOB, "cn=b," + level);
        assertThat(lab.exists(ALICE, level)).isFalse();
        assertThat(refusal(() -> lab.search(ALICE, level, SearchScope.SINGLE_LEVEL, "(cn=*)")))
                .isEqualTo(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void theStandardTreeIsThere() {
        assertThat(lab.search(ALICE, "o=Intranet", SearchScope.SINGLE_LEVEL, "(objectClass=*)"))
                .containsExactlyInAnyOrder(
                        "ou=Dynamic,o=Intranet", "ou=Applications,o=Intranet", "ou=Admin,o=Intranet");
        assertThat(lab.exists(ALICE, "cn=ntSecurityDescriptor,cn=Schema,ou=Admin,o=Intranet"))
                .isTrue();
        assertThat(lab.values(ALICE, "cn=Subschema", "objectClasses"))
                .anyMatch(definition -> definition.contains("'rtPerson'"));
        assertThat(lab.values(ALICE, "", "namingContexts")).containsExactly("o=Intranet");
        assertThat(lab.values(ALICE, "ou=Dynamic,o=Intranet", "hasSubordinates"))
                .containsExactly("FALSE");
        assertThat(lab.values(ALICE, "o=Intranet", "hasSubordinates")).containsExactly("TRUE");
    }

    @Test
    void theSubschemaShowsTypesThatClientsInventedSince() {
        assertThat(lab.values(ALICE, "cn=Subschema", "attributeTypes"))
                .noneMatch(definition -> definition.contains("'ILSA990011'"));
        lab.add(ALICE, lab.person("a", Attribute.of("ILSA990011", "1")));
        assertThat(lab.values(ALICE, "cn=Subschema", "attributeTypes"))
                .anyMatch(definition -> definition.contains("'ILSA990011'"));
    }

    @Test
    void furtherSuffixesAndSubtreesAreServedAndSubentriesAreApart() {
        EngineSettings d = EngineSettings.DEFAULT;
        Lab more = new Lab(
                new EngineSettings(
                        d.defaultLease(),
                        d.maxPersonLease(),
                        d.maxConferenceLease(),
                        d.maxOtherLease(),
                        d.maxMinutesLease(),
                        d.grace(),
                        List.of("dc=example,dc=com", "o=Other"),
                        List.of("ou=Guests,o=Other"),
                        0,
                        0,
                        d.maxEntryBytes(),
                        d.feedLength()),
                new MemoryStore());
        assertThat(more.view(ALICE).suffixes())
                .containsExactly(more.name("o=Intranet"), more.name("dc=example,dc=com"), more.name("o=Other"));
        more.add(ALICE, more.entry("cn=g,ou=Guests,o=Other", "rtPerson", seconds(9)));
        assertThat(more.search(ALICE, "o=Other", SearchScope.WHOLE_SUBTREE, "(cn=g)"))
                .containsExactly("cn=g,ou=Guests,o=Other");
        assertThat(more.search(ALICE, "", SearchScope.SINGLE_LEVEL, "(objectClass=*)"))
                .containsExactlyInAnyOrder("o=Intranet", "dc=example,dc=com", "o=Other");
        assertThat(more.search(ALICE, "", SearchScope.BASE_OBJECT, "(objectClass=*)"))
                .containsExactly("");
        assertThat(more.search(ALICE, "", SearchScope.WHOLE_SUBTREE, "(cn=g)")).hasSize(1);
        assertThat(more.search(ALICE, "cn=Subschema", SearchScope.BASE_OBJECT, "(objectClass=subschema)"))
                .containsExactly("cn=Subschema");
        assertThat(refusal(() -> more.search(ALICE, "cn=x,ou=Guests,o=Other", SearchScope.BASE_OBJECT, "(cn=*)")))
                .isEqualTo(ResultCode.NO_SUCH_OBJECT);
        assertThatThrownBy(() -> more.search(ALICE, "cn=x,ou=Guests,o=Other", SearchScope.BASE_OBJECT, "(cn=*)"))
                .isInstanceOfSatisfying(
                        DirectoryException.class,
                        refusal -> assertThat(refusal.result().matchedDn()).isEqualTo("ou=Guests,o=Other"));
        Invariants.check(more.directory);
    }

    @Test
    void whatOperatorsSetIsChecked() {
        EngineSettings d = EngineSettings.DEFAULT;
        for (Duration bad : List.of(Duration.ZERO, Duration.ofDays(40_000), Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> new EngineSettings(
                            d.defaultLease(),
                            bad,
                            d.maxConferenceLease(),
                            d.maxOtherLease(),
                            d.maxMinutesLease(),
                            d.grace(),
                            List.of(),
                            List.of(),
                            0,
                            0,
                            1,
                            1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(bad.toString());
        }
        for (String bad : List.of("cn=x", "nonsense")) {
            EngineSettings settings = new EngineSettings(
                    d.defaultLease(),
                    d.maxPersonLease(),
                    d.maxConferenceLease(),
                    d.maxOtherLease(),
                    d.maxMinutesLease(),
                    d.grace(),
                    List.of(bad),
                    List.of(),
                    0,
                    0,
                    1,
                    1);
            assertThatThrownBy(() -> new Lab(settings, new MemoryStore()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(bad);
        }
    }

    @Test
    void staticEntriesAreTheServersAffair() {
        assertThat(refusal(() -> lab.add(ALICE, lab.entry("cn=m,o=Intranet", "member", new LeaseTerm.Static()))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(refusal(() -> lab.add(ALICE, lab.entry("cn=m," + DYNAMIC, "member", new LeaseTerm.Static()))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        lab.add(Asker.SERVER, lab.entry("cn=m,o=Intranet", "member", new LeaseTerm.Static()));
        lab.pass(Duration.ofDays(3650));
        assertThat(lab.exists(ALICE, "cn=m,o=Intranet")).isTrue();
        assertThat(refusal(() -> lab.delete(ALICE, "cn=m,o=Intranet")))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }
}
