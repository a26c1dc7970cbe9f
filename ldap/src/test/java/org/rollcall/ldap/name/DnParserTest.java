package org.rollcall.ldap.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.DN;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.OctetString;

class DnParserTest {
    @Test
    void leafStandsFirst() throws InvalidNameException {
        Dn dn = DnParser.parse("cn=jc]host.dom,appName=MS-NetMeeting,ou=Applications,o=Intranet");
        assertThat(dn.rdns())
                .containsExactly(
                        Rdn.of("cn", "jc]host.dom"),
                        Rdn.of("appName", "MS-NetMeeting"),
                        Rdn.of("ou", "Applications"),
                        Rdn.of("o", "Intranet"));
        assertThat(dn.rdn()).isEqualTo(Rdn.of("cn", "jc]host.dom"));
        assertThat(dn.parent().child(dn.rdn())).isEqualTo(dn);
        assertThat(dn).hasToString("cn=jc]host.dom,appName=MS-NetMeeting,ou=Applications,o=Intranet");
    }

    @Test
    void emptyTextIsTheRoot() throws InvalidNameException {
        assertThat(DnParser.parse("")).isEqualTo(Dn.ROOT).hasToString("");
        assertThat(DnParser.parse("  ").isRoot()).isTrue();
        assertThatThrownBy(Dn.ROOT::rdn).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(Dn.ROOT::parent).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                // RFC 4514 §4
                "UID=jsmith,DC=example,DC=net | UID=jsmith,DC=example,DC=net",
                "OU=Sales+CN=J.  Smith,DC=example | OU=Sales+CN=J.  Smith,DC=example",
                "CN=James \\\"Jim\\\" Smith\\, III,DC=net | CN=James \\\"Jim\\\" Smith\\, III,DC=net",
                "CN=Before\\0dAfter,DC=net | CN=Before\\0dAfter,DC=net",
                "1.3.6.1.4.1.1466.0=#04024869 | 1.3.6.1.4.1.1466.0=#04024869",
                "CN=Lu\\C4\\8Di\\C4\\87 | CN=Lučić",
                // RFC 1779 §2.3
                "CN=Steve Kille; O=ISODE Consortium; C=GB | CN=Steve Kille,O=ISODE Consortium,C=GB",
                "CN=\"Christian Huitema, Esq\" , O=INRIA | CN=Christian Huitema\\, Esq,O=INRIA",
                "OID.2.5.4.3=x | 2.5.4.3=#040178",
                "oid.1.2=x | 1.2=#040178",
                "  cn = a  +  sn = b  ,  o = c  | cn=a+sn=b,o=c",
                "cn=\"a\\\"b\\\\c;+d\",o=x | cn=a\\\"b\\\\c\\;\\+d,o=x",
                "cn=\" padded \" | cn=\\ padded\\ ",
                // What needs no escape to be understood
                "cn=a=b,o=x | cn=a=b,o=x",
                "cn=<a>,o=x | cn=\\<a\\>,o=x",
                "cn=a\"b#c,o=x | cn=a\\\"b#c,o=x",
                "cn=jc@rome.gov,o=x | cn=jc@rome.gov,o=x",
                "cn=,o=x | cn=,o=x",
                // Escaped blanks count, others at the edge do not
                "cn=\\ a\\ ,o=x | cn=\\ a\\ ,o=x",
                "cn=a\\20  ,o=x | cn=a\\ ,o=x",
                "cn=a\\20 b  ,o=x | cn=a  b,o=x",
                "cn=\\23a,o=x | cn=\\#a,o=x",
                "cn=#13024869,o=x | cn=Hi,o=x",
                "cn=#3000,o=x | cn=0\\00,o=x",
            })
    void readsAndWrites(String text, String written) throws InvalidNameException {
        Dn dn = DnParser.parse(text);
        assertThat(dn).hasToString(written.replaceAll("\\\\$", "\\\\ "));
        assertThat(DnParser.parse(dn.toString())).isEqualTo(dn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn", "=a", "cn=a,", ",cn=a", "cn=a,,o=b", "cn=a+", "cn=a\\", "cn=\"a", "cn=\"a\"b", "cn=#", "cn=#0",
                "cn=#0g", "1.=a", ".1=a", "1..2=a", "c n=a", "c.n=a", "-cn=a", "ä=a", "oid.=a", "1a=b", "cn=#00x"
            })
    void refusesWhatIsNoName(String text) {
        assertThatThrownBy(() -> DnParser.parse(text))
                .isInstanceOf(InvalidNameException.class)
                .hasStackTraceContaining("at character");
    }

    @Test
    void oidArcsHaveNoLimit() throws InvalidNameException {
        String arc = "1103010708051503150108150101130009121504000012000415120210000708";
        assertThat(DnParser.parse("1.2.840.113556.1.4.611." + arc + "=x")
                        .rdn()
                        .avas()
                        .getFirst()
                        .type())
                .endsWith(arc);
    }

    @Property
    void whatIsWrittenIsReadBackAsItWas(@ForAll("names") Dn dn) throws InvalidNameException {
        assertThat(DnParser.parse(dn.toString())).isEqualTo(dn);
    }

    @Property
    void unboundIdReadsTheSameText(@ForAll("textNames") Dn dn) throws Exception {
        DN theirs = new DN(dn.toString());
        assertThat(theirs.getRDNs()).hasSameSizeAs(dn.rdns());
        for (int i = 0; i < dn.size(); i++) {
            Rdn rdn = dn.rdns().get(i);
            assertThat(theirs.getRDNs()[i].getAttributeNames())
                    .isEqualTo(rdn.avas().stream().map(Ava::type).toArray(String[]::new));
            assertThat(theirs.getRDNs()[i].getByteArrayAttributeValues())
                    .isDeepEqualTo(rdn.avas().stream()
                            .map(ava -> ava.value().toByteArray())
                            .toArray(byte[][]::new));
        }
    }

    @Property(tries = 3000)
    void anyTextIsReadOrRefused(@ForAll("hostile") String text) {
        try {
            DnParser.parse(text);
        } catch (InvalidNameException e) {
            assertThat(e.text()).isNotEmpty();
        }
        NClientName.parse(text);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings()
                .withChars("cno=,+;\"\\# <>09aF.]%")
                .withChars('\0', 'ä', '\ud83d')
                .ofMaxLength(30);
    }

    private static Arbitrary<OctetString> text() {
        return Arbitraries.strings()
                .withChars(" \"+,;<>\\#=]ab@.%")
                .withChars('\0', '\n', 'ä', '字')
                .ofMaxLength(12)
                .map(OctetString::of);
    }

    @Provide
    Arbitrary<Dn> names() {
        return names(Arbitraries.oneOf(
                text(), Arbitraries.bytes().array(byte[].class).ofMaxSize(8).map(OctetString::copyOf)));
    }

    // UnboundID's DNs hold text, not octets.
    @Provide
    Arbitrary<Dn> textNames() {
        return names(text());
    }

    private static Arbitrary<Dn> names(Arbitrary<OctetString> values) {
        Arbitrary<Ava> avas = Combinators.combine(
                        Arbitraries.of("cn", "o", "objectClass", "appName", "2.5.4.3"), values)
                .as(Ava::new);
        return avas.list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .filter(list -> list.size() < 2
                        || !list.get(0).type().equals(list.get(1).type()))
                .map(Rdn::new)
                .list()
                .ofMaxSize(4)
                .map(Dn::new);
    }

    @Test
    void rdnNeedsAValue() {
        assertThatThrownBy(() -> new Rdn(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
