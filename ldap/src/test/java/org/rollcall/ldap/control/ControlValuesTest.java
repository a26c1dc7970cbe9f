package org.rollcall.ldap.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PreReadRequestControl;
import com.unboundid.ldap.sdk.controls.PreReadResponseControl;
import com.unboundid.ldap.sdk.controls.RFC3672SubentriesRequestControl;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import com.unboundid.ldap.sdk.controls.ServerSideSortResponseControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.controls.SortKey;
import com.unboundid.ldap.sdk.extensions.CancelExtendedRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.Messages;
import org.rollcall.ldap.codec.Wire;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchResultEntry;

class ControlValuesTest {
    private static final DecoderLimits LIMITS = DecoderLimits.DEFAULT;

    private static Control ours(com.unboundid.ldap.sdk.Control theirs) {
        return new Control(
                theirs.getOID(),
                theirs.isCritical(),
                Optional.ofNullable(theirs.getValue()).map(value -> OctetString.wrap(value.getValue())));
    }

    @Property(tries = 200)
    void pagedResults(@ForAll @IntRange int size, @ForAll byte[] cookie) throws BerException {
        PagedResults control = new PagedResults(size, OctetString.copyOf(cookie));
        assertThat(control.toControl(true))
                .isEqualTo(ours(new SimplePagedResultsControl(size, new ASN1OctetString(cookie), true)));
        assertThat(PagedResults.decode(control.encode())).isEqualTo(control);
    }

    @Property(tries = 200)
    void assertion(@ForAll("filters") Filter filter) throws Exception {
        Assertion control = new Assertion(filter);
        assertThat(Assertion.decode(control.encode(), LIMITS)).isEqualTo(control);
        Control wire = control.toControl(true);
        AssertionRequestControl theirs = new AssertionRequestControl(new com.unboundid.ldap.sdk.Control(
                wire.oid(), true, new ASN1OctetString(wire.value().orElseThrow().toByteArray())));
        assertThat(ours(theirs)).isEqualTo(wire);
        assertThat(ours(new AssertionRequestControl(theirs.getFilter(), true))).isEqualTo(wire);
    }

    @Provide
    Arbitrary<Filter> filters() {
        return Messages.filters();
    }

    @Test
    void readEntryRequests() throws BerException {
        ReadEntryRequest request = new ReadEntryRequest(List.of("entryTTL", "*"));
        assertThat(request.toControl(Oids.PRE_READ, true))
                .isEqualTo(ours(new PreReadRequestControl(true, "entryTTL", "*")));
        assertThat(request.toControl(Oids.POST_READ, false))
                .isEqualTo(ours(new PostReadRequestControl(false, "entryTTL", "*")));
        assertThat(ReadEntryRequest.decode(request.encode(), LIMITS)).isEqualTo(request);
    }

    @Test
    void readEntryResponsesOfBothTagsAreUnderstood() throws Exception {
        SearchResultEntry entry = new SearchResultEntry(
                OctetString.of("cn=x,o=Intranet"), List.of(Attribute.of("cn", "x"), Attribute.of("port", "1720")));
        ReadEntryResponse response = new ReadEntryResponse(entry);
        PreReadResponseControl theirs = new PreReadResponseControl(new ReadOnlyEntry(
                "cn=x,o=Intranet",
                new com.unboundid.ldap.sdk.Attribute("cn", "x"),
                new com.unboundid.ldap.sdk.Attribute("port", "1720")));
        OctetString value = OctetString.wrap(theirs.getValue().getValue());
        assertThat(ReadEntryResponse.decode(value, LIMITS)).isEqualTo(response);
        assertThat(ReadEntryResponse.decode(response.encode(), LIMITS)).isEqualTo(response);
        Control wire = response.toControl(Oids.PRE_READ);
        assertThat(new PreReadResponseControl(
                                wire.oid(),
                                wire.critical(),
                                new ASN1OctetString(wire.value().orElseThrow().toByteArray()))
                        .getEntry())
                .isEqualTo(theirs.getEntry());
    }

    @Test
    void sorting() throws Exception {
        SortRequest request = new SortRequest(List.of(
                new SortRequest.Key("sn", Optional.of("caseIgnoreOrderingMatch"), true),
                new SortRequest.Key("cn", Optional.empty(), false)));
        assertThat(request.toControl(true))
                .isEqualTo(ours(new ServerSideSortRequestControl(
                        true, new SortKey("sn", "caseIgnoreOrderingMatch", true), new SortKey("cn"))));
        assertThat(SortRequest.decode(request.encode(), LIMITS)).isEqualTo(request);

        for (Optional<String> attribute : List.of(Optional.of("sn"), Optional.<String>empty())) {
            SortResponse response = new SortResponse(ResultCode.UNWILLING_TO_PERFORM, attribute);
            assertThat(response.toControl())
                    .isEqualTo(ours(new ServerSideSortResponseControl(
                            com.unboundid.ldap.sdk.ResultCode.UNWILLING_TO_PERFORM, attribute.orElse(null))));
            assertThat(SortResponse.decode(response.encode())).isEqualTo(response);
        }
    }

    @Test
    void subentries() throws BerException {
        for (boolean visible : new boolean[] {true, false}) {
            Subentries control = new Subentries(visible);
            assertThat(control.toControl(true).value())
                    .isEqualTo(
                            ours(new RFC3672SubentriesRequestControl(visible)).value());
            assertThat(Subentries.decode(control.encode())).isEqualTo(control);
        }
    }

    @Test
    void cancel() throws BerException {
        CancelRequest request = new CancelRequest(70000);
        CancelExtendedRequest theirs = new CancelExtendedRequest(70000);
        assertThat(request.toRequest().oid()).isEqualTo(theirs.getOID());
        assertThat(request.encode().toByteArray()).isEqualTo(theirs.getValue().getValue());
        assertThat(CancelRequest.decode(request.encode())).isEqualTo(request);
    }

    // RFC 2589 §4.1 and §4.2, by hand: UnboundID does not know the operation.
    @Test
    void refresh() throws BerException {
        RefreshRequest request = new RefreshRequest(OctetString.of("o=a"), 600);
        assertThat(request.encode().toByteArray()).isEqualTo(Wire.hex("30 09 80 03 6f 3d 61 81 02 02 58"));
        assertThat(RefreshRequest.decode(request.encode())).isEqualTo(request);
        assertThat(request.toRequest().oid()).isEqualTo("1.3.6.1.4.1.1466.101.119.1");
        RefreshRequest huge = new RefreshRequest(OctetString.of("o=a"), 1L << 40);
        assertThat(RefreshRequest.decode(huge.encode())).isEqualTo(huge);

        RefreshResponse response = new RefreshResponse(600);
        assertThat(response.encode().toByteArray()).isEqualTo(Wire.hex("30 04 81 02 02 58"));
        assertThat(RefreshResponse.decode(response.encode())).isEqualTo(response);
        assertThat(response.toResponse(LdapResult.SUCCESS).value()).contains(response.encode());
    }

    @Test
    void partsOfDescriptors() throws BerException {
        SdFlags ownerAndDacl = new SdFlags(5);
        assertThat(ownerAndDacl.encode().toByteArray()).isEqualTo(Wire.hex("30 03 02 01 05"));
        assertThat(SdFlags.decode(ownerAndDacl.encode())).isEqualTo(ownerAndDacl);
        assertThat(ownerAndDacl.parts()).isEqualTo(5);
        assertThat(new SdFlags(0).parts()).as("none is all").isEqualTo(15);
        assertThat(new SdFlags(0x1007).parts()).isEqualTo(7);
        assertThat(new SdFlags(-1).parts()).isEqualTo(15);
        for (String malformed : List.of("", "02 01 05", "30 00", "30 03 04 01 05", "30 03 02 01 05 00")) {
            assertThatThrownBy(() -> SdFlags.decode(OctetString.wrap(Wire.hex(malformed))))
                    .as(malformed)
                    .isInstanceOf(BerException.class);
        }
    }

    @Test
    void identifiersAreThoseOfUnboundId() {
        assertThat(Oids.PERMISSIVE_MODIFY).isEqualTo(PermissiveModifyRequestControl.PERMISSIVE_MODIFY_REQUEST_OID);
        assertThat(Oids.SUBENTRIES).isEqualTo(RFC3672SubentriesRequestControl.SUBENTRIES_REQUEST_OID);
        assertThat(Oids.WHO_AM_I).isEqualTo(WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID);
        assertThat(Oids.START_TLS).isEqualTo(StartTLSExtendedRequest.STARTTLS_REQUEST_OID);
        assertThat(Oids.MANAGE_DSA_IT)
                .isEqualTo(com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl.MANAGE_DSA_IT_REQUEST_OID);
        assertThat(Oids.NOTICE_OF_DISCONNECTION)
                .isEqualTo(
                        com.unboundid.ldap.sdk.extensions.NoticeOfDisconnectionExtendedResult
                                .NOTICE_OF_DISCONNECTION_RESULT_OID);
    }

    @Test
    void whatIsNotOfTheFormIsRefused() {
        OctetString two = OctetString.wrap(Wire.hex("30 05 02 01 05 04 00 00"));
        assertThatThrownBy(() -> PagedResults.decode(two)).isInstanceOf(BerException.class);
        OctetString negative = OctetString.wrap(Wire.hex("30 05 02 01 ff 04 00"));
        assertThatThrownBy(() -> PagedResults.decode(negative)).isInstanceOf(BerException.class);
        assertThatThrownBy(() -> Subentries.decode(OctetString.EMPTY)).isInstanceOf(BerException.class);
        assertThatThrownBy(() -> Assertion.decode(
                        new Assertion(new Filter.Not(new Filter.Present("cn"))).encode(), new DecoderLimits(100, 1, 9)))
                .hasMessage("filter nested too deeply");
        assertThatThrownBy(() -> ReadEntryRequest.decode(
                        new ReadEntryRequest(List.of("a", "b")).encode(), new DecoderLimits(100, 1, 1)))
                .hasMessage("more than 1 elements");
    }

    @Property(tries = 3000)
    void anyOctetsAreReadOrRefused(@ForAll("hostile") OctetString value) {
        List<Decoding> decodings = List.of(
                () -> PagedResults.decode(value),
                () -> Assertion.decode(value, LIMITS),
                () -> ReadEntryRequest.decode(value, LIMITS),
                () -> ReadEntryResponse.decode(value, LIMITS),
                () -> SortRequest.decode(value, LIMITS),
                () -> SortResponse.decode(value),
                () -> Subentries.decode(value),
                () -> RefreshRequest.decode(value),
                () -> RefreshResponse.decode(value),
                () -> CancelRequest.decode(value));
        for (Decoding decoding : decodings) {
            try {
                assertThat(decoding.run()).isNotNull();
            } catch (BerException e) {
                assertThat(e.text()).isNotEmpty();
            }
        }
    }

    private interface Decoding {
        Object run() throws BerException;
    }

    @Provide
    Arbitrary<OctetString> hostile() {
        Arbitrary<Byte> octets = Arbitraries.oneOf(
                Arbitraries.of((byte) 0x30, (byte) 2, (byte) 4, (byte) 0x0a, (byte) 0x80, (byte) 0x81, (byte) 1),
                Arbitraries.bytes().between((byte) 0, (byte) 12),
                Arbitraries.bytes());
        return Combinators.combine(
                        Arbitraries.of((byte) 0x30, (byte) 0xa3, (byte) 0x87, (byte) 0x64),
                        octets.list().ofMaxSize(14))
                .as((tag, rest) -> {
                    byte[] value = new byte[rest.size() + 2];
                    value[0] = tag;
                    value[1] = (byte) rest.size();
                    for (int i = 0; i < rest.size(); i++) {
                        value[i + 2] = rest.get(i);
                    }
                    return OctetString.wrap(value);
                });
    }
}
