package org.rollcall.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.AccountName;
import org.rollcall.ldap.OctetString;
import org.rollcall.server.control.ControlCodec.Line;
import org.rollcall.server.control.ControlRequest.OfDescriptors;

class DescriptorsCodecTest {
    private static final String ENTRY = "cn=\u00e4 \"b\",ou=Dynamic,o=Intranet";

    @Test
    void requestsAreReadAsTheyWereWritten() throws Exception {
        for (ControlRequest each : List.of(
                new OfDescriptors.Show(ENTRY),
                new OfDescriptors.Give(ENTRY, "D:(A;;RP;;;\"\u00e4\")"),
                new OfDescriptors.Take(ENTRY))) {
            assertThat(ControlCodec.decodeRequest(ControlCodec.encode(each))).isEqualTo(each);
        }
    }

    @Test
    void resultsAreReadAsTheyWereWritten() throws Exception {
        PrincipalName staff = new PrincipalName(
                PrincipalName.Kind.GROUP, Sid.of(5, 21, 1, 2, 3, 1001), Optional.of(AccountName.of("staff")));
        for (DescriptorState each : List.of(
                new DescriptorState(ENTRY, "the server", Optional.empty(), List.of()),
                new DescriptorState(
                        ENTRY, "ann", Optional.of(OctetString.wrap(new byte[] {1, 0, -1})), List.of(staff)))) {
            Line line = new Line.Result(new ControlResult.Descriptor(each));
            assertThat(ControlCodec.decodeAnswer(new OfDescriptors.Show(ENTRY), ControlCodec.encode(line)))
                    .isEqualTo(line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":1,\"request\":\"show-descriptor\"}",
                "{\"version\":1,\"request\":\"show-descriptor\",\"entry\":7}",
                "{\"version\":1,\"request\":\"give-descriptor\",\"entry\":\"a\"}",
                "{\"version\":1,\"request\":\"take-descriptor\",\"entry\":\"a\",\"sddl\":\"D:\"}"
            })
    void otherRequestsAreNotUnderstood(String line) {
        assertThatThrownBy(() -> ControlCodec.decodeRequest(line.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ControlException.class,
                        e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.NOT_UNDERSTOOD));
    }

    @Test
    void aDescriptorThatIsNotInBase64IsNotUnderstood() {
        String line = "{\"result\":{\"dn\":\"a\",\"belongsTo\":\"b\",\"descriptor\":\"%\",\"names\":[]}}";
        assertThatThrownBy(() ->
                        ControlCodec.decodeAnswer(new OfDescriptors.Show(ENTRY), line.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ControlException.class);
    }
}
