package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ResultCode;

/** RFC 4512 §5.1. */
class RootDseTest {
    @Test
    void saysWhatIsSupported() {
        try (Site site = new Site()) {
            Client.Reply dse = site.tClient().read("", "+").succeeds();

            assertThat(dse.values("supportedLDAPVersion")).containsExactly("2", "3");
            assertThat(dse.values("supportedControl"))
                    .contains(Oids.PAGED_RESULTS, Oids.ASSERTION, Oids.PRE_READ, Oids.POST_READ)
                    .contains(Oids.PERMISSIVE_MODIFY, Oids.SUBENTRIES)
                    .doesNotContain(Oids.SORT_REQUEST);
            assertThat(dse.values("supportedExtension")).contains(Oids.REFRESH);
            assertThat(dse.values("supportedFeatures"))
                    .contains(Oids.MODIFY_INCREMENT, Oids.ALL_OPERATIONAL_ATTRIBUTES)
                    .contains(Oids.ATTRIBUTES_BY_CLASS, Oids.ABSOLUTE_FILTERS);
            assertThat(dse.values("vendorName")).containsExactly("Rollcall");
        }
    }

    @Test
    void listsWhatTheServerAnswersItself() {
        assertThat(Locator.rootDse(List.of(Oids.WHO_AM_I)))
                .anySatisfy(
                        attribute -> assertThat(attribute.values().toString()).contains(Oids.WHO_AM_I));
    }

    @Test
    void anExtendedOperationOfNobodysIsAProtocolError() {
        try (Site site = new Site()) {
            site.tClient()
                    .send(new ExtendedRequest("1.3.6.1.4.1.4203.666.1002.98", Optional.empty()))
                    .fails(ResultCode.PROTOCOL_ERROR);
            site.tClient()
                    .send(new ExtendedRequest(Oids.REFRESH, Optional.empty()))
                    .fails(ResultCode.PROTOCOL_ERROR);
        }
    }
}
