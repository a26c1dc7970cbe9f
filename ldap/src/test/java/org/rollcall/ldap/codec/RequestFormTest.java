package org.rollcall.ldap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;

class RequestFormTest {
    private static RequestOctets search(int id, String base, String name) {
        ByteBuf octets = Unpooled.buffer();
        new MessageEncoder()
                .encode(
                        new LdapMessage(
                                id,
                                new SearchRequest(
                                        OctetString.of(base),
                                        SearchScope.SINGLE_LEVEL,
                                        DerefAliases.NEVER,
                                        0,
                                        0,
                                        false,
                                        new Filter.Equality("cn", OctetString.of(name)),
                                        List.of("sn")),
                                List.of()),
                        octets,
                        TextEncoding.UTF_8);
        return read(octets);
    }

    private static RequestOctets read(ByteBuf octets) {
        RequestOctets request = new RequestOctets();
        assertThat(request.read(octets, 0, octets.readableBytes())).isTrue();
        return request;
    }

    @Test
    void requestsThatDifferByIdAndValueHaveOneForm() {
        RequestForm form = RequestForm.around(search(1, "o=x", "anna"), OctetString.of("anna"))
                .orElseThrow();

        RequestOctets other = search(70_000, "o=x", "bert");
        assertThat(form.fits(other)).isTrue();
        assertThat(other.messageId()).isEqualTo(70_000);
        assertThat(other.operationTag()).isEqualTo(Tags.SEARCH_REQUEST);
        assertThat(new String(
                        other.unsafeArray(),
                        form.valueStart(other),
                        form.valueLength(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("bert");
    }

    @Test
    void aRequestRemembersItsFormUntilTheNextIsTakenIn() {
        RequestOctets request = search(1, "o=x", "anna");
        assertThat(request.form()).isSameAs(RequestForm.NONE);
        RequestForm form = RequestForm.around(request, OctetString.of("anna")).orElseThrow();

        request.found(form);
        assertThat(request.form()).isSameAs(form);

        ByteBuf next = Unpooled.wrappedBuffer(request.toByteArray());
        assertThat(request.read(next, 0, next.readableBytes())).isTrue();
        assertThat(request.form()).isSameAs(RequestForm.NONE);
    }

    @ParameterizedTest
    @CsvSource({"o=x,berta", "o=x,bob", "o=y,bert", "o=xx,bob"})
    void anythingElseMakesAnother(String base, String name) {
        RequestForm form = RequestForm.around(search(1, "o=x", "anna"), OctetString.of("anna"))
                .orElseThrow();
        assertThat(form.fits(search(1, base, name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "sn", "", "nobody"})
    void aValueInTwoPlacesOrNoneGivesNone(String name) {
        assertThat(RequestForm.around(search(1, "o=x,sn=x", name.equals("nobody") ? "a" : name), OctetString.of(name)))
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Too short, no integer, an id of nothing, of five octets, zero, negative, nothing behind it.
                "300302010142",
                "3005040101420000",
                "30050200420000",
                "300902050000000001420000",
                "3005020100420000",
                "30050201ff420000",
                "3005020401420000",
            })
    void whatBeginsInAnUnusualWayIsForTheDecoder(String hex) {
        RequestOctets request = search(1, "o=x", "anna");
        ByteBuf octets = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
        assertThat(request.read(octets, 0, octets.readableBytes())).isFalse();
        assertThat(request.isEmpty()).isTrue();
    }

    @Test
    void longRequestsAreForTheDecoder() {
        ByteBuf octets = Unpooled.buffer().writeZero(RequestOctets.LONGEST + 1);
        assertThat(new RequestOctets().read(octets, 0, octets.readableBytes())).isFalse();
    }

    /** Windows clients write every length in four octets. */
    @Test
    void lengthsNeedNotBeMinimal() {
        RequestOctets request =
                read(Unpooled.wrappedBuffer(HexFormat.of().parseHex("30840000000902020102" + "4a03613d62")));
        assertThat(request.messageId()).isEqualTo(0x102);
        assertThat(request.operationTag()).isEqualTo(Tags.DELETE_REQUEST);
        assertThat(request.end() - request.start()).isEqualTo(5);
        assertThat(request.toByteArray()).hasSize(15);
    }
}
