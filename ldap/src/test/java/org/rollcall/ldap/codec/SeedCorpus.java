package org.rollcall.ldap.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.control.CancelRequest;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.PagedResults;
import org.rollcall.ldap.control.RefreshRequest;
import org.rollcall.ldap.control.RefreshResponse;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.filter.FilterParser;
import org.rollcall.ldap.filter.InvalidFilterException;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.AddResponse;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.CompareResponse;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DeleteResponse;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.IntermediateResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyDnResponse;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ModifyResponse;
import org.rollcall.ldap.message.ProtocolOp;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.SearchResultReference;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.SicilyBindResponse;
import org.rollcall.ldap.message.UnbindRequest;

/**
 * The seeds of the fuzz test, by file name: what real clients send, every type of message, and what hostile ones would
 * try. {@code main} writes them to the folder given; a test holds the committed files to what stands here.
 */
final class SeedCorpus {
    static final String FOLDER = "org/rollcall/ldap/codec/MessageFuzzTestInputs/decodesWhatItEncodes";

    private static final OctetString PERSON =
            OctetString.of("c=-,o=Microsoft, cn=egruber@contoso.com, objectClass=rtPerson");
    private static final OctetString NORMAL = OctetString.of("cn=jc]host.dom,ou=Dynamic,o=Intranet");

    private final Map<String, byte[]> seeds = new LinkedHashMap<>();

    private SeedCorpus() {}

    static Map<String, byte[]> all() {
        SeedCorpus corpus = new SeedCorpus();
        corpus.nClient();
        corpus.normalClients();
        corpus.binds();
        corpus.responses();
        corpus.hostile();
        return corpus.seeds;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> seed : all().entrySet()) {
            Files.write(folder.resolve(seed.getKey()), seed.getValue());
        }
    }

    private void add(String name, ProtocolOp op, Control... controls) {
        seeds.put(name, Wire.encode(new LdapMessage(seeds.size() + 1, op, List.of(controls))));
    }

    private void add(String name, String hex) {
        seeds.put(name, Wire.hex(hex));
    }

    private static Filter filter(String text) {
        try {
            return FilterParser.parse(text);
        } catch (InvalidFilterException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static SearchRequest search(String base, SearchScope scope, String filter, String... attributes) {
        return new SearchRequest(
                OctetString.of(base), scope, DerefAliases.NEVER, 0, 120, false, filter(filter), List.of(attributes));
    }

    // MS-TAIL 4.1 to 4.4
    private void nClient() {
        add("n-bind", new BindRequest(2, OctetString.EMPTY, new BindRequest.Simple(OctetString.EMPTY)));
        add(
                "n-add",
                new AddRequest(
                        PERSON,
                        List.of(
                                Attribute.of("cn", "egruber@contoso.com"),
                                Attribute.of("givenname", "Eric"),
                                Attribute.of("surname", " "),
                                Attribute.of("rfc822mailbox", "egruber@contoso.com"),
                                Attribute.of("sipaddress", "3758139584"),
                                new Attribute(
                                        "location",
                                        List.of(OctetString.wrap("Zürich".getBytes(StandardCharsets.ISO_8859_1)))))));
        add(
                "n-modify",
                new ModifyRequest(
                        PERSON,
                        List.of(
                                new Modification(Modification.Kind.REPLACE, Attribute.of("smodop", "0")),
                                new Modification(Modification.Kind.REPLACE, Attribute.of("sprotid", "T120", "H323")),
                                new Modification(Modification.Kind.REPLACE, Attribute.of("sport", "1503", "1720")))));
        add(
                "n-refresh",
                search(
                        "objectClass=rtPerson",
                        SearchScope.BASE_OBJECT,
                        "(&(objectClass=rtPerson)(cn=egruber@contoso.com)(sttl=10))",
                        "sttl"));
        add(
                "n-list",
                search(
                        "objectClass=rtPerson",
                        SearchScope.BASE_OBJECT,
                        "(&(objectClass=RTPerson)(cn=%)(sappid=ms-netmeeting)(sprotid=h323)(ILSA39321630=2))",
                        "cn",
                        "rfc822mailbox",
                        "surname"));
        add("n-delete", new DeleteRequest(PERSON));
        add("n-unbind", new UnbindRequest());
        ByteArrayOutputStream session = new ByteArrayOutputStream();
        seeds.values().forEach(session::writeBytes);
        seeds.put("n-whole-session", session.toByteArray());
        seeds.put("n-list-with-lengths-of-windows", Ber4.inflate(seeds.get("n-list")));
    }

    private void normalClients() {
        add(
                "t-add-conference",
                new AddRequest(
                        OctetString.of("uid=Demo,ou=Dynamic,o=Intranet"),
                        List.of(
                                Attribute.of("objectClass", "rtConference", "DynamicObject"),
                                new Attribute(
                                        "ntSecurityDescriptor",
                                        List.of(OctetString.wrap(new byte[] {1, 0, 4, (byte) 0x80, 0, 0, 0, 0}))),
                                Attribute.of("conferenceBlob", "v=0\r\ns=Demo\r\n" + "a=x\r\n".repeat(40)))));
        add(
                "t-search",
                search("ou=Dynamic,o=Intranet", SearchScope.SINGLE_LEVEL, "(&(objectClass=rtPerson)(cn=*))"),
                new PagedResults(100, OctetString.of("cookie")).toControl(true));
        add(
                "filters",
                search(
                        "",
                        SearchScope.WHOLE_SUBTREE,
                        "(|(&(a>=1)(b<=2)(c~=3))(!(d=e*f*g*h))(i:dn:2.5.13.2:=j)(:k:=l)(m=*)(n=*o*)(&)(|))",
                        "*",
                        "+",
                        "1.1",
                        "@person"));
        add("compare", new CompareRequest(NORMAL, "cn", OctetString.of("jc]host.dom")));
        add(
                "modify-dn",
                new ModifyDnRequest(NORMAL, OctetString.of("cn=x"), true, Messages.some("ou=Dynamic,o=Intranet")));
        add("abandon", new AbandonRequest(Integer.MAX_VALUE));
        add("refresh", new RefreshRequest(NORMAL, 300).toRequest());
        add("cancel", new CancelRequest(3).toRequest(), new Control("1.2.3", true, Messages.some("")));
        add("who-am-i", new ExtendedRequest(Oids.WHO_AM_I, Optional.empty()));
        add(
                "increment",
                new ModifyRequest(
                        NORMAL,
                        List.of(
                                new Modification(Modification.Kind.INCREMENT, Attribute.of("sPort", "1")),
                                new Modification(Modification.Kind.DELETE, Attribute.of("mail")))),
                new Control(Oids.PERMISSIVE_MODIFY, false, Optional.empty()));
    }

    private void binds() {
        add(
                "bind-simple",
                new BindRequest(3, OctetString.of("cn=admin"), new BindRequest.Simple(OctetString.of("secret"))));
        add("bind-sasl", new BindRequest(3, OctetString.EMPTY, new BindRequest.Sasl("NTLM", Messages.some("NTLMSSP"))));
        add(
                "bind-sasl-without-credentials",
                new BindRequest(3, OctetString.EMPTY, new BindRequest.Sasl("EXTERNAL", Optional.empty())));
        for (BindRequest.Sicily.Step step : BindRequest.Sicily.Step.values()) {
            add(
                    "bind-sicily-" + step.ordinal(),
                    new BindRequest(
                            3, OctetString.of("NTLM"), new BindRequest.Sicily(step, OctetString.of("NTLMSSP"))));
        }
        add("bind-kerberos-of-version-2", "30 0d 02 01 01 60 08 02 01 02 04 00 81 01 41");
    }

    private void responses() {
        LdapResult referral =
                new LdapResult(ResultCode.REFERRAL, "o=Intranet", "não aqui", List.of("ldap://a.test/o=Intranet"));
        add("bind-response", new BindResponse(LdapResult.SUCCESS, Messages.some("token")));
        add("sicily-response", new SicilyBindResponse(ResultCode.SUCCESS, OctetString.of("NTLM"), ""));
        add(
                "entry",
                new SearchResultEntry(
                        PERSON,
                        List.of(
                                Attribute.of("cn", "egruber@contoso.com"),
                                Attribute.of("sprotid", "H323", "T120"),
                                Attribute.of("sttl"))));
        add("reference", new SearchResultReference(List.of("ldap://a.test/", "ldap://b.test/")));
        add("done", new SearchResultDone(referral), new PagedResults(0, OctetString.EMPTY).toControl(false));
        add("modify-response", new ModifyResponse(referral));
        add("add-response", new AddResponse(LdapResult.of(ResultCode.ENTRY_ALREADY_EXISTS, "exists")));
        add("delete-response", new DeleteResponse(LdapResult.SUCCESS));
        add("modify-dn-response", new ModifyDnResponse(LdapResult.of(ResultCode.UNWILLING_TO_PERFORM, "no")));
        add("compare-response", new CompareResponse(LdapResult.of(ResultCode.COMPARE_TRUE, "")));
        add("refresh-response", new RefreshResponse(300).toResponse(LdapResult.SUCCESS));
        add("intermediate-response", new IntermediateResponse(Optional.of("1.2.3"), Messages.some("x")));
        seeds.put(
                "notice-of-disconnection",
                Wire.encode(new LdapMessage(
                        0, ExtendedResponse.noticeOfDisconnection(ResultCode.UNAVAILABLE, "going down"))));
        seeds.put(
                "latin-1-text",
                Wire.encode(
                        new LdapMessage(1, new AddResponse(LdapResult.of(ResultCode.OTHER, "größer"))),
                        TextEncoding.ISO_8859_1));
    }

    private void hostile() {
        add("indefinite-length", "30 80 02 01 01 42 00 00 00");
        add("indefinite-length-inside", "30 0c 02 01 01 60 80 02 01 03 04 00 80 00");
        add("length-of-five-octets", "30 85 00 00 00 00 05 02 01 01 42 00");
        add("length-of-four-gigabytes", "30 84 ff ff ff ff 02 01 01 42 00");
        add("element-longer-than-its-parent", "30 0c 02 01 01 60 07 02 01 03 04 7f 80 00");
        add("message-id-too-large", "30 09 02 05 00 80 00 00 00 42 00");
        add("integer-without-octets", "30 04 02 00 42 00");
        add("unknown-operation", "30 05 02 01 01 5f 00");
        add("high-tag-number", "30 09 02 01 01 7f 81 81 01 01 00");
        add("unbind-with-contents", "30 07 02 01 09 42 02 05 00");
        add("trailing-components", "30 12 02 01 01 60 07 02 01 03 04 00 80 00 9f 81 01 01 41 00");
        add("controls-twice", "30 10 02 01 01 60 07 02 01 03 04 00 80 00 a0 00 a0 00");
        add("tls-hello", "16 03 01 00 2f 01 00 00 2b 03 03");
        add(
                "unknown-scope",
                "30 1e 02 01 05 63 19 04 00 0a 01 07 0a 01 00 02 01 00 02 01 00 01 01 00 87 02 63 6e 30 00");
        add(
                "unknown-filter",
                "30 1e 02 01 05 63 19 04 00 0a 01 00 0a 01 00 02 01 00 02 01 00 01 01 00 ab 02 63 6e 30 00");
        add(
                "empty-substrings",
                "30 22 02 01 05 63 1d 04 00 0a 01 00 0a 01 00 02 01 00 02 01 00 01 01 00 a4 06 04 02 63 6e 30 00 30 00");
        Filter deep = new Filter.Present("cn");
        for (int i = 0; i < 40; i++) {
            deep = i % 2 == 0 ? new Filter.Not(deep) : new Filter.And(List.of(deep));
        }
        add(
                "deep-filter",
                new SearchRequest(
                        OctetString.EMPTY, SearchScope.BASE_OBJECT, DerefAliases.NEVER, 0, 0, false, deep, List.of()));
        add("sequence-of-nothing", "30 00");
        seeds.put("nothing", new byte[0]);
        seeds.put("http", "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
