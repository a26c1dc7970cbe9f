package org.rollcall.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ProtocolOp;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.limits.Client;
import org.rollcall.server.session.OperationKind;

class AccessLogTest {
    private static final Client CLIENT = client();

    private static Client client() {
        try {
            InetAddress address = InetAddress.getByName("192.0.2.7");
            return new Client(new InetSocketAddress(address, 50123), Optional.of(address), Owner.SERVER, 0, false);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static AccessRecord record(OperationKind kind, ProtocolOp op, ResultCode code, long entries) {
        return new AccessRecord(
                CLIENT,
                ProtocolVersion.V2,
                new AccessRecord.Decoded(new LdapMessage(3, op)),
                kind,
                code,
                entries,
                123_456);
    }

    private static String line(OperationKind kind, ProtocolOp op, ResultCode code, long entries) {
        StringBuilder line = new StringBuilder();
        record(kind, op, code, entries).describe(line, new MessageDecoder(AccessRecord.Encoded.LIMITS));
        return line.toString();
    }

    @Test
    void aLineSaysWhoWhatResultEntriesAndMicroseconds() {
        assertThat(line(
                        OperationKind.SEARCH,
                        Requests.searchRequest("objectClass=rtPerson", 0),
                        ResultCode.SUCCESS,
                        17))
                .isEqualTo("192.0.2.7 50123 v2 #3 search base=\"objectClass=rtPerson\" scope=sub"
                        + " filter=\"(objectClass=*)\" result=success entries=17 us=123");
    }

    @Test
    void aRequestThatWasNotDecodedReadsTheSame() {
        ProtocolOp search = Requests.searchRequest("objectClass=rtPerson", 0);
        ByteBuf octets = Unpooled.buffer();
        new MessageEncoder().encode(new LdapMessage(3, search, List.of()), octets, TextEncoding.UTF_8);
        AccessRecord undecoded = new AccessRecord(
                CLIENT,
                ProtocolVersion.V2,
                new AccessRecord.Encoded(ByteBufUtil.getBytes(octets)),
                OperationKind.SEARCH,
                ResultCode.SUCCESS,
                17,
                123_456);
        StringBuilder line = new StringBuilder();
        undecoded.describe(line, new MessageDecoder(AccessRecord.Encoded.LIMITS));

        assertThat(line.toString()).isEqualTo(line(OperationKind.SEARCH, search, ResultCode.SUCCESS, 17));
    }

    @Test
    void passwordsAreNotWritten() {
        assertThat(line(
                        OperationKind.BIND,
                        new BindRequest(3, OctetString.of("cn=a"), new BindRequest.Simple(OctetString.of("secret"))),
                        ResultCode.INVALID_CREDENTIALS,
                        0))
                .contains("name=\"cn=a\"", "result=invalidCredentials")
                .doesNotContain("secret");
    }

    @Test
    void whatClientsSendCannotEndALine() {
        assertThat(line(
                        OperationKind.DELETE,
                        new DeleteRequest(OctetString.of("cn=\"a\"\r\n2026 forged\u2028")),
                        ResultCode.SUCCESS,
                        0))
                .contains("entry=\"cn=\\\"a\\\"\\u000d\\u000a2026 forged\\u2028\"")
                .doesNotContain("\n", "\r", "\u2028");
    }

    @Test
    void longTextIsCut() {
        assertThat(line(
                        OperationKind.MODIFY,
                        new ModifyRequest(
                                OctetString.of("x".repeat(100_000)),
                                List.of(new Modification(Modification.Kind.REPLACE, Attribute.of("sn", "y")))),
                        ResultCode.SUCCESS,
                        0))
                .hasSizeLessThan(700)
                .contains("…", "changed=\"sn\"");
    }

    @Test
    void everyKindOfRequestHasWords() {
        for (OperationKind kind : OperationKind.values()) {
            assertThat(line(kind, new UnbindRequest(), ResultCode.SUCCESS, 0)).contains(kind.label());
        }
    }

    @Test
    void everyOperationBecomesALineAndNoneIsLostAtTheEnd() {
        RecordingLogger lines = new RecordingLogger();
        try (AccessLog log = new AccessLog(lines, Duration.ofSeconds(20))) {
            for (int i = 0; i < 5_000; i++) {
                log.record(record(OperationKind.UNBIND, new UnbindRequest(), ResultCode.SUCCESS, 0));
            }
            assertThat(log.dropped()).isZero();
        }
        assertThat(lines.messages()).hasSize(5_000);
    }

    @Test
    void aSlowLogDropsLinesAndCountsThem() {
        RecordingLogger stuck = new RecordingLogger();
        int count = 100_000;
        try (AccessLog log = new AccessLog(stuck, Duration.ofSeconds(20))) {
            synchronized (stuck.lock()) {
                for (int i = 0; i < count; i++) {
                    log.record(record(OperationKind.UNBIND, new UnbindRequest(), ResultCode.SUCCESS, 0));
                }
                assertThat(log.dropped()).isPositive();
            }
            log.close();
            assertThat(stuck.messages().size() + log.dropped()).isEqualTo(count);
        }
    }
}
