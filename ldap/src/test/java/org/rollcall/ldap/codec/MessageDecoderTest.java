package org.rollcall.ldap.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DeleteResponse;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.UnbindRequest;

class MessageDecoderTest {
    private static ProtocolException refused(String hex) {
        return refused(Wire.hex(hex), DecoderLimits.DEFAULT);
    }

    private static ProtocolException refused(byte[] octets, DecoderLimits limits) {
        ProtocolException refusal = catchThrowableOfType(ProtocolException.class, () -> Wire.decode(octets, limits));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    void versionTwoBindOfNetMeeting() throws ProtocolException {
        assertThat(Wire.decode(Wire.hex("30 0c 02 01 01 60 07 02 01 02 04 00 80 00")))
                .isEqualTo(new LdapMessage(
                        1, new BindRequest(2, OctetString.EMPTY, new BindRequest.Simple(OctetString.EMPTY))));
    }

    @Test
    void theThreeSicilyChoices() throws ProtocolException {
        for (BindRequest.Sicily.Step step : BindRequest.Sicily.Step.values()) {
            byte[] octets = Wire.hex("30 14 02 01 01 60 0f 02 01 03 04 04 4e54 4c4d 89 04 01020304");
            octets[octets.length - 6] = (byte) (0x89 + step.ordinal());
            assertThat(Wire.decode(octets).op())
                    .isEqualTo(new BindRequest(
                            3,
                            OctetString.of("NTLM"),
                            new BindRequest.Sicily(step, OctetString.wrap(new byte[] {1, 2, 3, 4}))));
        }
    }

    @ParameterizedTest
    @CsvSource({"81, 1", "82, 2", "8c, 12", "a5, 5"})
    void otherAuthenticationChoicesKeepTheirNumber(String tag, int number) throws ProtocolException {
        assertThat(Wire.decode(Wire.hex("30 0d 02 01 01 60 08 02 01 02 04 00 " + tag + " 01 41"))
                        .op())
                .isEqualTo(new BindRequest(2, OctetString.EMPTY, new BindRequest.Unknown(number)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // RFC 4511 §4.1.1: tag of the message, message id, tag of the operation, structures and lengths
        "tag of the message, 31 05 02 01 01 42 00",
        "no message id, 30 02 42 00",
        "message id of no octets, 30 04 02 00 42 00",
        "negative message id, 30 05 02 01 ff 42 00",
        "message id too large, 30 09 02 05 00 80 00 00 00 42 00",
        "message id of nine octets, 30 0d 02 09 00 00 00 00 00 00 00 00 01 42 00",
        "request with message id 0, 30 0c 02 01 00 60 07 02 01 03 04 00 80 00",
        "unknown operation, 30 05 02 01 01 5f 00",
        "operation missing, 30 03 02 01 01",
        "element beyond its end, 30 0c 02 01 01 60 07 02 01 03 04 10 80 00",
        "indefinite length inside, 30 0c 02 01 01 60 80 02 01 03 04 00 80 00",
        "overlong length inside, 30 12 02 01 01 60 85 00 00 00 00 07 02 01 03 04 00 80 00",
        "wrong tag inside, 30 0c 02 01 01 60 07 02 01 03 05 00 80 00",
        "component missing, 30 08 02 01 01 60 03 02 01 03",
        "boolean of two octets, 30 15 02 01 01 6c 10 04 03 6f 3d 61 04 03 6f 3d 62 01 02 00 00 80 00",
        "garbage behind the operation, 30 0d 02 01 01 60 07 02 01 03 04 00 80 00 ff",
        "controls twice, 30 10 02 01 01 60 07 02 01 03 04 00 80 00 a0 00 a0 00",
        "negative id to abandon, 30 06 02 01 01 50 01 ff",
        "cut short, 30 0c 02 01 01 60 07",
        "empty, ''"
    })
    void brokenEnvelopesEndTheSessionWithNotice(String what, String hex) {
        ProtocolException refusal = refused(hex);
        assertThat(refusal.kind()).isEqualTo(ProtocolException.Kind.NOTICE);
        assertThat(refusal.answer())
                .contains(new LdapMessage(
                        0,
                        new ExtendedResponse(
                                LdapResult.of(ResultCode.PROTOCOL_ERROR, refusal.text()),
                                Optional.of("1.3.6.1.4.1.1466.20036"),
                                Optional.empty())));
    }

    @Test
    void nobodyWaitsForTheAnswerToABrokenUnbind() {
        ProtocolException refusal = refused("30 07 02 01 09 42 02 05 00");
        assertThat(refusal.kind()).isEqualTo(ProtocolException.Kind.CLOSE);
        assertThat(refusal.messageId()).isEqualTo(9);
        assertThat(refusal.answer()).isEmpty();
    }

    static Stream<Arguments> faultyOperations() {
        OctetString dn = OctetString.of("o=a");
        SearchRequest search = new SearchRequest(
                dn, SearchScope.BASE_OBJECT, DerefAliases.NEVER, 0, 0, false, new Filter.Present("cn"), List.of());
        return Stream.of(
                Arguments.of("version 0", new BindRequest(0, dn, new BindRequest.Simple(dn)), "BindResponse"),
                Arguments.of("version 128", new BindRequest(128, dn, new BindRequest.Simple(dn)), "BindResponse"),
                Arguments.of(
                        "substrings without any",
                        withFilter(search, new Filter.Substrings("cn", Optional.empty(), List.of(), Optional.empty())),
                        "SearchResultDone"),
                Arguments.of(
                        "extensible without type and rule",
                        withFilter(search, new Filter.Extensible(Optional.empty(), Optional.empty(), dn, false)),
                        "SearchResultDone"),
                Arguments.of(
                        "negative size limit",
                        new SearchRequest(
                                dn, search.scope(), search.derefAliases(), -1, 0, false, search.filter(), List.of()),
                        "SearchResultDone"));
    }

    private static SearchRequest withFilter(SearchRequest search, Filter filter) {
        return new SearchRequest(
                search.baseObject(), search.scope(), search.derefAliases(), 0, 0, false, filter, search.attributes());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultyOperations")
    void faultsInsideAnOperationAreAnsweredByItsOwnResponse(String what, Request request, String response) {
        ProtocolException refusal = refused(Wire.encode(new LdapMessage(77, request)), DecoderLimits.DEFAULT);
        assertThat(refusal.kind()).isEqualTo(ProtocolException.Kind.REPLY);
        assertThat(refusal.answer()).get().satisfies(answer -> {
            assertThat(answer.messageId()).isEqualTo(77);
            assertThat(answer.op().getClass().getSimpleName()).isEqualTo(response);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "scope, 0a 01 03 0a 01 00 02 01 00 02 01 00 01 01 00 87 02 63 6e 30 00",
        "negative scope, 0a 01 ff 0a 01 00 02 01 00 02 01 00 01 01 00 87 02 63 6e 30 00",
        "alias dereferencing, 0a 01 00 0a 01 04 02 01 00 02 01 00 01 01 00 87 02 63 6e 30 00",
        "overlong limit, 0a 01 00 0a 01 00 02 09 000000000000000001 02 01 00 01 01 00 87 02 63 6e 30 00",
        "kind of filter, 0a 01 00 0a 01 00 02 01 00 02 01 00 01 01 00 aa 02 63 6e 30 00",
        "kind of substring," + " 0a 01 00 0a 01 00 02 01 00 02 01 00 01 01 00 a4 09 04 02 63 6e 30 03 83 01 61 30 00",
        "initial not first,"
                + " 0a 01 00 0a 01 00 02 01 00 02 01 00 01 01 00 a4 0c 04 02 63 6e 30 06 81 01 61 80 01 62 30 00",
        "part behind the final one,"
                + " 0a 01 00 0a 01 00 02 01 00 02 01 00 01 01 00 a4 0c 04 02 63 6e 30 06 82 01 61 81 01 62 30 00",
    })
    void badValuesInASearchAreAnsweredBySearchResultDone(String what, String rest) {
        byte[] tail = Wire.hex(rest);
        ByteBuf message = Unpooled.buffer();
        message.writeByte(0x30).writeByte(5 + 2 + tail.length);
        message.writeBytes(Wire.hex("02 01 05 63")).writeByte(2 + tail.length);
        message.writeBytes(Wire.hex("04 00")).writeBytes(tail);
        ProtocolException refusal = refused(Wire.octets(message), DecoderLimits.DEFAULT);
        assertThat(refusal.answer())
                .contains(new LdapMessage(
                        5, new SearchResultDone(LdapResult.of(ResultCode.PROTOCOL_ERROR, refusal.text()))));
    }

    @Test
    void anUnknownKindOfChangeIsAnsweredByModifyResponse() {
        ProtocolException refusal =
                refused("30 1a 02 01 05 66 15 04 03 6f 3d 61 30 0e 30 0c 0a 01 04 30 07 04 01 61 31 02 04 00");
        assertThat(refusal.kind()).isEqualTo(ProtocolException.Kind.REPLY);
        assertThat(refusal.operationTag()).isEqualTo(Tags.MODIFY_REQUEST);
        assertThat(refusal.resultCode()).isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void everyRequestThatHasAResponseIsAnsweredByItsOwn() {
        LdapResult result = LdapResult.of(ResultCode.PROTOCOL_ERROR, "x");
        for (Request request : requests().toList()) {
            byte[] octets = Wire.encode(new LdapMessage(1, request));
            String name = request.getClass().getSimpleName();
            int tag = octets[5] & 0xff;
            assertThat(Tags.responseTo(tag, result).map(op -> op.getClass().getSimpleName()))
                    .isEqualTo(
                            switch (name) {
                                case "UnbindRequest", "AbandonRequest" -> Optional.empty();
                                case "SearchRequest" -> Optional.of("SearchResultDone");
                                default -> Optional.of(name.replace("Request", "Response"));
                            });
        }
    }

    private static Stream<Request> requests() {
        OctetString dn = OctetString.of("o=a");
        return Stream.of(
                new BindRequest(3, dn, new BindRequest.Simple(dn)),
                new UnbindRequest(),
                new SearchRequest(
                        dn,
                        SearchScope.BASE_OBJECT,
                        DerefAliases.NEVER,
                        0,
                        0,
                        false,
                        new Filter.Present("cn"),
                        List.of()),
                new ModifyRequest(dn, List.of(new Modification(Modification.Kind.ADD, Attribute.of("a", "b")))),
                new AddRequest(dn, List.of(Attribute.of("a", "b"))),
                new DeleteRequest(dn),
                new ModifyDnRequest(dn, dn, true, Optional.of(dn)),
                new CompareRequest(dn, "a", dn),
                new org.rollcall.ldap.message.AbandonRequest(3),
                new ExtendedRequest("1.2.3", Optional.of(dn)));
    }

    @Test
    void aResponseIsNoRequest() {
        byte[] octets = Wire.encode(new LdapMessage(1, new DeleteResponse(LdapResult.SUCCESS)));
        MessageDecoder decoder = new MessageDecoder(DecoderLimits.DEFAULT);
        assertThatThrownBy(() -> decoder.decodeRequest(Unpooled.wrappedBuffer(octets)))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.kind()).isEqualTo(ProtocolException.Kind.NOTICE));
    }

    @Test
    void refusedMessagesAreReadToTheirEnd() throws ProtocolException {
        ByteBuf in = Unpooled.wrappedBuffer(
                Wire.encode(new LdapMessage(
                        1, new BindRequest(0, OctetString.EMPTY, new BindRequest.Simple(OctetString.EMPTY)))),
                Wire.encode(new LdapMessage(2, new UnbindRequest())));
        MessageDecoder decoder = new MessageDecoder(DecoderLimits.DEFAULT);
        assertThatThrownBy(() -> decoder.decode(in)).isInstanceOf(ProtocolException.class);
        assertThat(decoder.decode(in)).isEqualTo(new LdapMessage(2, new UnbindRequest()));
    }

    // RFC 4511 §4
    @Test
    void unknownTrailingComponentsAreIgnored() throws ProtocolException {
        BindRequest bind = new BindRequest(3, OctetString.EMPTY, new BindRequest.Simple(OctetString.EMPTY));
        String inOperation = "30 12 02 01 01 60 0d 02 01 03 04 00 80 00 9f 81 01 01 41 c0 00";
        byte[] octets = Wire.hex(inOperation);
        octets[1] = (byte) (octets.length - 2);
        octets[6] = (byte) (octets.length - 7);
        assertThat(Wire.decode(octets)).isEqualTo(new LdapMessage(1, bind));
        assertThat(Wire.decode(Wire.hex("30 0f 02 01 01 60 07 02 01 03 04 00 80 00 a7 01 41")))
                .isEqualTo(new LdapMessage(1, bind));
        assertThat(Wire.decode(Wire.hex("30 1c 02 01 01 60 07 02 01 03 04 00 80 00"
                                + "a0 0e 30 0c 04 03 31 2e 32 01 01 ff 87 02 41 42"))
                        .controls())
                .containsExactly(new Control("1.2", true, Optional.empty()));
    }

    @Test
    void integersMayBePadded() throws ProtocolException {
        assertThat(Wire.decode(Wire.hex("30 0f 02 04 00 00 00 01 60 07 02 01 03 04 00 80 00"))
                        .messageId())
                .isEqualTo(1);
    }

    @Test
    void anyOctetButZeroIsTrue() throws ProtocolException {
        ModifyDnRequest request =
                (ModifyDnRequest) Wire.decode(Wire.hex("30 12 02 01 01 6c 0d 04 03 6f 3d 61 04 03 6f 3d 62 01 01 01"))
                        .op();
        assertThat(request.deleteOldRdn()).isTrue();
    }

    @Test
    void messageSizeIsLimited() throws ProtocolException {
        byte[] octets = Wire.encode(new LdapMessage(1, new DeleteRequest(OctetString.of("o=abcdef"))));
        Wire.decode(octets, new DecoderLimits(octets.length, 1, 1));
        assertThat(refused(octets, new DecoderLimits(octets.length - 1, 1, 1)).kind())
                .isEqualTo(ProtocolException.Kind.NOTICE);
    }

    @Test
    void filterDepthIsLimitedBeforeRecursion() throws ProtocolException {
        DecoderLimits limits = new DecoderLimits(1 << 24, 10, 1_000_000);
        Wire.decode(search(nots(9)), limits);
        ProtocolException refusal = refused(search(nots(10)), limits);
        assertThat(refusal.text()).isEqualTo("filter nested too deeply");
        assertThat(refusal.kind()).isEqualTo(ProtocolException.Kind.REPLY);

        // Far more levels than a stack holds, in a message no encoder of records could write.
        ByteBuf deep = Unpooled.buffer();
        int levels = 200_000;
        int size = levels * 6;
        deep.writeByte(0x30).writeByte(0x84).writeInt(0);
        deep.writeBytes(Wire.hex("02 01 05 63 84")).writeInt(0);
        deep.writeBytes(Wire.hex("04 00 0a 01 00 0a 01 00 02 01 00 02 01 00 01 01 00"));
        for (int i = 1; i <= levels; i++) {
            deep.writeByte(0xa2).writeByte(0x84).writeInt(size - i * 6);
        }
        deep.writeBytes(Wire.hex("30 00"));
        // The two outermost lengths.
        deep.setInt(2, deep.readableBytes() - 6);
        deep.setInt(11, deep.readableBytes() - 15);
        assertThat(refused(Wire.octets(deep), limits).text()).isEqualTo("filter nested too deeply");
    }

    private static Filter nots(int levels) {
        Filter filter = new Filter.Present("cn");
        for (int i = 0; i < levels; i++) {
            filter = new Filter.Not(filter);
        }
        return filter;
    }

    private static byte[] search(Filter filter) {
        return Wire.encode(new LdapMessage(
                1,
                new SearchRequest(
                        OctetString.EMPTY,
                        SearchScope.BASE_OBJECT,
                        DerefAliases.NEVER,
                        0,
                        0,
                        false,
                        filter,
                        List.of())));
    }

    @Test
    void elementsAreCountedOverTheWholeMessage() throws ProtocolException {
        // One attribute with two values, and one control: four elements.
        byte[] octets = Wire.encode(new LdapMessage(
                1,
                new AddRequest(OctetString.EMPTY, List.of(Attribute.of("a", "b", "c"))),
                List.of(new Control("1.2", false, Optional.empty()))));
        Wire.decode(octets, new DecoderLimits(1000, 1, 4));
        ProtocolException refusal = refused(octets, new DecoderLimits(1000, 1, 3));
        assertThat(refusal.kind()).isEqualTo(ProtocolException.Kind.REPLY);
        assertThat(refusal.text()).isEqualTo("more than 3 elements");
    }

    @Test
    void limitsMustBePositive() {
        assertThatThrownBy(() -> new DecoderLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesThatAreNotAsciiOrLongAreReadToo() throws ProtocolException {
        String longName = "x".repeat(300);
        SearchRequest request = new SearchRequest(
                OctetString.EMPTY,
                SearchScope.BASE_OBJECT,
                DerefAliases.NEVER,
                0,
                0,
                false,
                new Filter.Present("Straße"),
                List.of(longName, "", "cn", "cn"));
        assertThat(Wire.decode(Wire.encode(new LdapMessage(1, request))).op()).isEqualTo(request);
    }

    @Test
    void versionTwoTextIsLatin1() {
        LdapMessage reply = new LdapMessage(1, new DeleteResponse(LdapResult.of(ResultCode.BUSY, "ü字")));
        assertThat(Wire.encode(reply, TextEncoding.ISO_8859_1))
                .isEqualTo(Wire.hex("30 0e 02 01 01 6b 09 0a 01 33 04 00 04 02 fc 3f"));
    }

    @Test
    void theSicilyReplyHasExactlyThreeElements() {
        assertThat(Wire.encode(new LdapMessage(
                        1,
                        new org.rollcall.ldap.message.SicilyBindResponse(
                                ResultCode.SUCCESS, OctetString.of("NTLM"), ""))))
                .isEqualTo(Wire.hex("30 10 02 01 01 61 0b 0a 01 00 04 04 4e 54 4c 4d 04 00"));
    }
}
