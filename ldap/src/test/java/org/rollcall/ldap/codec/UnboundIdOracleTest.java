package org.rollcall.ldap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.ldap.protocol.AbandonRequestProtocolOp;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.IntermediateResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.protocol.SearchResultReferenceProtocolOp;
import com.unboundid.ldap.protocol.UnbindRequestProtocolOp;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ModificationType;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
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
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.SearchResultReference;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.UnbindRequest;

/** UnboundID's SDK, which shares no code with ours, reads what we write, and writes what we read. */
class UnboundIdOracleTest {
    @Provide
    Arbitrary<LdapMessage> requests() {
        return Messages.of(Messages.standardRequests());
    }

    @Provide
    Arbitrary<LdapMessage> responses() {
        return Messages.of(Messages.standardResponses());
    }

    @Property
    void readsOurRequestsAndWritesTheSameBytes(@ForAll("requests") LdapMessage message) throws Exception {
        byte[] ours = Wire.encode(message);
        assertThat(rewritten(ours)).isEqualTo(ours);
    }

    @Property
    void readsOurResponsesAndWritesTheSameBytes(@ForAll("responses") LdapMessage message) throws Exception {
        byte[] ours = Wire.encode(message);
        assertThat(rewritten(ours)).isEqualTo(ours);
    }

    private static byte[] rewritten(byte[] octets) throws Exception {
        LDAPMessage theirs = LDAPMessage.readFrom(new ASN1StreamReader(new ByteArrayInputStream(octets)), false);
        return theirs.encode().encode();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void everyTypeBuiltWithTheirClassesIsOursWhenDecoded(
            String type, ProtocolOp theirs, org.rollcall.ldap.message.ProtocolOp ours) throws Exception {
        LDAPMessage message = new LDAPMessage(
                70000,
                theirs,
                new com.unboundid.ldap.sdk.Control("1.2.840.113556.1.4.319", true, new ASN1OctetString("c")));
        LdapMessage expected =
                new LdapMessage(70000, ours, List.of(new Control("1.2.840.113556.1.4.319", true, Messages.some("c"))));
        byte[] octets = message.encode().encode();
        assertThat(Wire.decode(octets)).isEqualTo(expected);
        assertThat(Wire.encode(expected)).isEqualTo(octets);
        // Their string form names every field they found in our bytes.
        assertThat(LDAPMessage.decode(ASN1Sequence.decodeAsSequence(Wire.encode(expected)))
                        .toString())
                .isEqualTo(message.toString());
    }

    static Stream<Arguments> samples() throws LDAPException {
        LdapResult referral = new LdapResult(
                ResultCode.REFERRAL, "o=Intranet", "não aqui", List.of("ldap://a.test/", "ldap://b.test/"));
        List<String> urls = List.of("ldap://a.test/", "ldap://b.test/");
        OctetString dn = OctetString.of("cn=Jürgen,ou=Dynamic,o=Intranet");
        String name = "cn=Jürgen,ou=Dynamic,o=Intranet";
        String filter = "(&(objectClass=rtPerson)(|(cn=a*b*c)(!(sn>=m))(mail~=x)(port<=9)(uid=*))"
                + "(cn:dn:caseExactMatch:=Jürgen)(:2.5.13.5:=z))";
        Filter parsed = new Filter.And(List.of(
                new Filter.Equality("objectClass", OctetString.of("rtPerson")),
                new Filter.Or(List.of(
                        new Filter.Substrings(
                                "cn", Messages.some("a"), List.of(OctetString.of("b")), Messages.some("c")),
                        new Filter.Not(new Filter.GreaterOrEqual("sn", OctetString.of("m"))),
                        new Filter.Approximate("mail", OctetString.of("x")),
                        new Filter.LessOrEqual("port", OctetString.of("9")),
                        new Filter.Present("uid"))),
                new Filter.Extensible(Optional.of("caseExactMatch"), Optional.of("cn"), OctetString.of("Jürgen"), true),
                new Filter.Extensible(Optional.of("2.5.13.5"), Optional.empty(), OctetString.of("z"), false)));
        return Stream.of(
                Arguments.of(
                        "simple bind",
                        new BindRequestProtocolOp(name, "secret"),
                        new BindRequest(3, dn, new BindRequest.Simple(OctetString.of("secret")))),
                Arguments.of(
                        "SASL bind",
                        new BindRequestProtocolOp("", "NTLM", new ASN1OctetString("token")),
                        new BindRequest(3, OctetString.EMPTY, new BindRequest.Sasl("NTLM", Messages.some("token")))),
                Arguments.of(
                        "bind response",
                        new BindResponseProtocolOp(10, "o=Intranet", "não aqui", urls, new ASN1OctetString("srv")),
                        new BindResponse(referral, Messages.some("srv"))),
                Arguments.of("unbind", new UnbindRequestProtocolOp(), new UnbindRequest()),
                Arguments.of(
                        "search",
                        new SearchRequestProtocolOp(
                                name,
                                com.unboundid.ldap.sdk.SearchScope.SUB,
                                DereferencePolicy.FINDING,
                                100000,
                                300,
                                true,
                                com.unboundid.ldap.sdk.Filter.create(filter),
                                List.of("cn", "sappid")),
                        new SearchRequest(
                                dn,
                                SearchScope.WHOLE_SUBTREE,
                                DerefAliases.FINDING_BASE,
                                100000,
                                300,
                                true,
                                parsed,
                                List.of("cn", "sappid"))),
                Arguments.of(
                        "search entry",
                        new SearchResultEntryProtocolOp(
                                name,
                                List.of(
                                        new com.unboundid.ldap.sdk.Attribute("cn", "Jürgen"),
                                        new com.unboundid.ldap.sdk.Attribute("protocolID", "H323", "T120"),
                                        new com.unboundid.ldap.sdk.Attribute("port"))),
                        new SearchResultEntry(
                                dn,
                                List.of(
                                        Attribute.of("cn", "Jürgen"),
                                        Attribute.of("protocolID", "H323", "T120"),
                                        Attribute.of("port")))),
                Arguments.of(
                        "search reference", new SearchResultReferenceProtocolOp(urls), new SearchResultReference(urls)),
                Arguments.of(
                        "search done",
                        new SearchResultDoneProtocolOp(10, "o=Intranet", "não aqui", urls),
                        new SearchResultDone(referral)),
                Arguments.of(
                        "modify",
                        new ModifyRequestProtocolOp(
                                name,
                                List.of(
                                        new com.unboundid.ldap.sdk.Modification(ModificationType.ADD, "a", "1"),
                                        new com.unboundid.ldap.sdk.Modification(ModificationType.DELETE, "b"),
                                        new com.unboundid.ldap.sdk.Modification(
                                                ModificationType.REPLACE, "c", "2", "3"),
                                        new com.unboundid.ldap.sdk.Modification(ModificationType.INCREMENT, "d", "4"))),
                        new ModifyRequest(
                                dn,
                                List.of(
                                        new Modification(Modification.Kind.ADD, Attribute.of("a", "1")),
                                        new Modification(Modification.Kind.DELETE, Attribute.of("b")),
                                        new Modification(Modification.Kind.REPLACE, Attribute.of("c", "2", "3")),
                                        new Modification(Modification.Kind.INCREMENT, Attribute.of("d", "4"))))),
                Arguments.of(
                        "modify response",
                        new ModifyResponseProtocolOp(10, "o=Intranet", "não aqui", urls),
                        new ModifyResponse(referral)),
                Arguments.of(
                        "add",
                        new AddRequestProtocolOp(
                                name, List.of(new com.unboundid.ldap.sdk.Attribute("cn", "Jürgen", "J"))),
                        new AddRequest(dn, List.of(Attribute.of("cn", "Jürgen", "J")))),
                Arguments.of(
                        "add response",
                        new AddResponseProtocolOp(10, "o=Intranet", "não aqui", urls),
                        new AddResponse(referral)),
                Arguments.of("delete", new DeleteRequestProtocolOp(name), new DeleteRequest(dn)),
                Arguments.of(
                        "delete response",
                        new DeleteResponseProtocolOp(10, "o=Intranet", "não aqui", urls),
                        new DeleteResponse(referral)),
                Arguments.of(
                        "modify DN",
                        new ModifyDNRequestProtocolOp(name, "cn=J", true, "ou=Static,o=Intranet"),
                        new ModifyDnRequest(dn, OctetString.of("cn=J"), true, Messages.some("ou=Static,o=Intranet"))),
                Arguments.of(
                        "modify DN response",
                        new ModifyDNResponseProtocolOp(10, "o=Intranet", "não aqui", urls),
                        new ModifyDnResponse(referral)),
                Arguments.of(
                        "compare",
                        new CompareRequestProtocolOp(name, "cn", new ASN1OctetString("J")),
                        new CompareRequest(dn, "cn", OctetString.of("J"))),
                Arguments.of(
                        "compare response",
                        new CompareResponseProtocolOp(10, "o=Intranet", "não aqui", urls),
                        new CompareResponse(referral)),
                Arguments.of("abandon", new AbandonRequestProtocolOp(69999), new AbandonRequest(69999)),
                Arguments.of(
                        "extended",
                        new ExtendedRequestProtocolOp("1.3.6.1.1.8", new ASN1OctetString("v")),
                        new ExtendedRequest("1.3.6.1.1.8", Messages.some("v"))),
                Arguments.of(
                        "extended response",
                        new ExtendedResponseProtocolOp(
                                10, "o=Intranet", "não aqui", urls, "1.3.6.1.1.8", new ASN1OctetString("v")),
                        new ExtendedResponse(referral, Optional.of("1.3.6.1.1.8"), Messages.some("v"))),
                Arguments.of(
                        "intermediate response",
                        new IntermediateResponseProtocolOp("1.3.6.1.1.8", new ASN1OctetString("v")),
                        new IntermediateResponse(Optional.of("1.3.6.1.1.8"), Messages.some("v"))));
    }
}
