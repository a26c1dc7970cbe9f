package org.rollcall.bench.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rollcall.bench.wire.Template;

class PeopleTest {
    @Test
    void namesFitTheTemplate() {
        assertThat(People.name(123)).isEqualTo("p0000123@example.test").hasSize(People.NAME_TEMPLATE.length());
        assertThat(People.name(Template.SERIALS - 1)).hasSize(People.NAME_TEMPLATE.length());
    }

    @Test
    void ldifHasEveryAttributeAndTheLease() throws IOException {
        StringBuilder ldif = new StringBuilder();
        People.writeLdif(ldif, 2, 600, Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(ldif.toString())
                .startsWith("dn: cn=p0000000@example.test,ou=Dynamic,o=Intranet\nobjectClass: rtPerson\n")
                .contains("entryExpireTimestamp: 20260101001000Z\n", "applicationID: ms-netmeeting\n")
                .endsWith("ILSA39321630: 1\napplicationID: ms-netmeeting\nprotocolID: h323\n\n");
        assertThat(ldif.toString().split("\n\n")).hasSize(2);
    }
}
