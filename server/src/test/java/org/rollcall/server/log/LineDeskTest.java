package org.rollcall.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.RefreshRequest;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ProtocolOp;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.limits.Client;
import org.rollcall.server.session.OperationKind;

/** What lines say, in both forms. */
class LineDeskTest {
    private static final String WHO = "2026-07-01 02:15:30.045 192.0.2.7 50123 v2 #3 ";
    private static final Pattern PART = Pattern.compile("([a-zA-Z]+)=(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|(\\S+))(?: |$)");

    private final LogLab text = new LogLab(LineForm.TEXT);
    private final LogLab json = new LogLab(LineForm.JSON);

    private static BindRequest bind(String name, BindRequest.Authentication authentication) {
        return new BindRequest(3, OctetString.of(name), authentication);
    }

    private static Map<String, Object> parsed(String line) {
        try {
            return JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS).mapFrom(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void aLineSaysWhoWhatResultEntriesAndMicroseconds() {
        ProtocolOp search = Requests.searchRequest("objectClass=rtPerson", 0);

        assertThat(text.line(OperationKind.SEARCH, search, ResultCode.SUCCESS, 17))
                .isEqualTo(WHO + "search base=\"objectClass=rtPerson\" scope=sub"
                        + " filter=\"(objectClass=*)\" result=success entries=17 us=123");
        assertThat(json.line(OperationKind.SEARCH, search, ResultCode.SUCCESS, 17))
                .isEqualTo("{\"time\":\"2026-07-01T02:15:30.045+02:00\",\"client\":\"192.0.2.7\",\"port\":50123,"
                        + "\"version\":2,\"id\":3,\"operation\":\"search\",\"base\":\"objectClass=rtPerson\","
                        + "\"scope\":\"sub\",\"filter\":\"(objectClass=*)\",\"result\":\"success\",\"entries\":17,"
                        + "\"us\":123}");
    }

    @Test
    void passwordsAreNotWritten() {
        assertThat(text.line(
                        OperationKind.BIND,
                        bind("cn=a", new BindRequest.Simple(OctetString.of("secret"))),
                        ResultCode.INVALID_CREDENTIALS,
                        0))
                .isEqualTo(WHO + "bind bindVersion=3 choice=\"Simple[*]\" name=\"cn=a\""
                        + " result=invalidCredentials us=123");
    }

    @Test
    void whatClientsSendCannotEndALine() {
        assertThat(text.line(
                        OperationKind.DELETE,
                        new DeleteRequest(OctetString.of("cn=\"a\"\r\n2026 forged\u2028")),
                        ResultCode.SUCCESS,
                        0))
                .isEqualTo(WHO + "delete entry=\"cn=\\\"a\\\"\\u000d\\u000a2026 forged\\u2028\" result=success us=123");
    }

    @Test
    void mechanismsAreQuoted() {
        BindRequest request = bind("", new BindRequest.Sasl("X] name=\"forged\"\n", Optional.empty()));
        assertThat(text.line(OperationKind.BIND, request, ResultCode.AUTH_METHOD_NOT_SUPPORTED, 0))
                .contains("choice=\"Sasl[X] name=\\\"forged\\\"\\u000a]\" name=\"\" result=authMethodNotSupported");
    }

    @Test
    void longTextIsCut() {
        assertThat(text.line(
                        OperationKind.MODIFY,
                        new ModifyRequest(
                                OctetString.of("x".repeat(100_000)),
                                List.of(new Modification(Modification.Kind.REPLACE, Attribute.of("sn", "y")))),
                        ResultCode.SUCCESS,
                        0))
                .hasSizeLessThan(700)
                .contains("x…\" changed=\"sn\"");
    }

    @Test
    void aRefreshSaysWhichEntry() {
        ExtendedRequest refresh = new RefreshRequest(OctetString.of("cn=a,o=Intranet"), 600).toRequest();
        assertThat(text.line(OperationKind.EXTENDED, refresh, ResultCode.SUCCESS, 0))
                .isEqualTo(WHO + "extended oid=\"1.3.6.1.4.1.1466.101.119.1\" entry=\"cn=a,o=Intranet\""
                        + " result=success us=123");
        assertThat(text.line(
                        OperationKind.EXTENDED,
                        new ExtendedRequest(Oids.REFRESH, Optional.of(OctetString.of("x"))),
                        ResultCode.PROTOCOL_ERROR,
                        0))
                .endsWith("oid=\"1.3.6.1.4.1.1466.101.119.1\" result=protocolError us=123");
    }

    /** The longest there can be: octets of six each, two texts, the largest numbers, the longest words. */
    @ParameterizedTest
    @EnumSource
    void thereIsRoomForTheLongestLine(LineForm form) {
        LogLab lab = new LogLab(form);
        Client client = LogLab.client("2001:db8:1111:2222:3333:4444:5555:6666");
        String worst = "\u0001".repeat(600);
        List<ProtocolOp> requests = List.of(
                new ModifyRequest(
                        OctetString.of(worst),
                        List.of(new Modification(Modification.Kind.ADD, new Attribute(worst, List.of())))),
                new SearchRequest(
                        OctetString.of(worst),
                        SearchScope.BASE_OBJECT,
                        DerefAliases.NEVER,
                        0,
                        0,
                        false,
                        new Filter.Present(worst),
                        List.of()),
                bind(worst, new BindRequest.Sasl(worst, Optional.empty())),
                new ExtendedRequest(worst, Optional.empty()));
        for (ProtocolOp request : requests) {
            lab.desk()
                    .ended(
                            client,
                            ProtocolVersion.V3,
                            new LdapMessage(Integer.MAX_VALUE, request),
                            OperationKind.SEARCH,
                            new ResultCode(Integer.MAX_VALUE),
                            Long.MAX_VALUE,
                            0,
                            Long.MAX_VALUE);
            assertThat(lab.line().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(3_000, Line.LONGEST - 500);
        }
    }

    @Test
    void everyKindOfRequestHasWords() {
        for (OperationKind kind : OperationKind.values()) {
            assertThat(text.line(kind, new UnbindRequest(), ResultCode.SUCCESS, 0))
                    .startsWith(WHO + kind.label() + " result=success");
        }
    }

    @Test
    void whoIsNotMixedUp() {
        LdapMessage unbind = new LdapMessage(1, new UnbindRequest());
        for (Client client : List.of(LogLab.CLIENT, LogLab.client("192.0.2.8"), LogLab.CLIENT)) {
            for (ProtocolVersion version : ProtocolVersion.values()) {
                text.desk().ended(client, version, unbind, OperationKind.UNBIND, ResultCode.SUCCESS, 0, 0, 0);
                assertThat(text.line())
                        .contains(client.remote().getAddress().getHostAddress() + " 50123 "
                                + (version == ProtocolVersion.V2 ? "v2" : "v3") + " #1 unbind");
            }
        }
    }

    @Property(tries = 2_000)
    void jsonIsValidAndSaysWhatWasSent(@ForAll("requests") ProtocolOp request) {
        Map<String, Object> line = parsed(json.line(OperationKind.EXTENDED, request, ResultCode.BUSY, 0));

        assertThat(line)
                .containsEntry("time", "2026-07-01T02:15:30.045+02:00")
                .containsEntry("client", "192.0.2.7")
                .containsEntry("port", 50123)
                .containsEntry("version", 2)
                .containsEntry("id", 3)
                .containsEntry("operation", "extended")
                .containsEntry("result", "busy")
                .containsEntry("us", 123);
        if (request instanceof DeleteRequest(OctetString entry)) {
            assertThat(line.get("entry")).isEqualTo(shown(entry.utf8()));
        }
        if (request instanceof CompareRequest compare) {
            assertThat(line.get("attribute")).isEqualTo(shown(compare.description()));
        }
    }

    private static String shown(String sent) {
        if (sent.length() <= Line.LONGEST_TEXT) {
            return sent;
        }
        int end = Line.LONGEST_TEXT;
        return sent.substring(0, Character.isHighSurrogate(sent.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    @Property(tries = 2_000)
    void textHasTheSamePartsAsJson(@ForAll("requests") ProtocolOp request) {
        String line = text.line(OperationKind.EXTENDED, request, ResultCode.BUSY, 0);
        Map<String, Object> members = parsed(json.line(OperationKind.EXTENDED, request, ResultCode.BUSY, 0));

        String rest = line.substring((WHO + "extended ").length());
        Matcher part = PART.matcher(rest);
        StringBuilder names = new StringBuilder("time client port version id operation");
        int end = 0;
        while (part.lookingAt()) {
            names.append(' ').append(part.group(1));
            end = part.end();
            part.region(end, rest.length());
        }
        assertThat(end).as("all of " + rest).isEqualTo(rest.length());
        assertThat(String.join(" ", members.keySet())).isEqualTo(names.toString());
    }

    @Provide
    Arbitrary<ProtocolOp> requests() {
        Arbitrary<String> hostile = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().ofMinLength(500).ofMaxLength(600),
                Arbitraries.strings()
                        .withChars("\"\\\r\n\t\0\b\u007f\u0085\u2028\u2029 =,{}[]:é日")
                        .ofMaxLength(40),
                Arbitraries.of("😀", "x".repeat(511) + "😀", "\" result=success", "\\", "\\\"", "a\",\"us\":1}"));
        Arbitrary<OctetString> octets = Arbitraries.oneOf(
                hostile.map(OctetString::of),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60).map(OctetString::copyOf));
        return Arbitraries.oneOf(
                hostile.map(OctetString::of).map(DeleteRequest::new),
                octets.map(name -> new AddRequest(name, List.of())),
                octets.map(name -> new ModifyDnRequest(name, name, true, Optional.empty())),
                hostile.map(name -> new CompareRequest(OctetString.EMPTY, name, OctetString.EMPTY)),
                hostile.map(oid -> new ExtendedRequest(oid, Optional.empty())),
                octets.map(name -> new RefreshRequest(name, 7).toRequest()),
                octets.map(value -> new ExtendedRequest(Oids.REFRESH, Optional.of(value))),
                hostile.map(mechanism -> bind(mechanism, new BindRequest.Sasl(mechanism, Optional.empty()))),
                hostile.map(name -> new ModifyRequest(
                        OctetString.of(name),
                        Arrays.stream(new String[] {name, "sn"})
                                .map(each -> new Modification(Modification.Kind.DELETE, new Attribute(each, List.of())))
                                .toList())),
                octets.flatMap(value -> hostile.map(name -> new SearchRequest(
                        value,
                        SearchScope.SINGLE_LEVEL,
                        DerefAliases.NEVER,
                        0,
                        0,
                        false,
                        new Filter.And(List.of(new Filter.Equality(name, value), new Filter.Present(name))),
                        List.of()))),
                Arbitraries.of(new AbandonRequest(7), new UnbindRequest()));
    }
}
