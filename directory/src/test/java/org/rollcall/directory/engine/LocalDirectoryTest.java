package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.refusal;
import static org.rollcall.directory.engine.Lab.seconds;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.LeaseTerm;
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
