package org.rollcall.ldap.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
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

class NClientNameTest {
    private static NClientDn entry(String c, String o, String name, String objectClass) {
        return new NClientDn(Optional.ofNullable(c), Optional.ofNullable(o), name, objectClass);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "c=-,o=Microsoft, cn=jc@rome.gov, objectClass=rtPerson | - | Microsoft | jc@rome.gov | rtPerson",
                "C=-, O=Microsoft,CN=jc@rome.gov,OBJECTCLASS=RTPerson | - | Microsoft | jc@rome.gov | RTPerson",
                "c=nl,o=Gnome,cn=a b,objectClass=rtPerson | nl | Gnome | a b | rtPerson",
                "cn=jc@rome.gov,objectClass=rtPerson | | | jc@rome.gov | rtPerson",
                "o=Microsoft,cn=x,objectClass=rtConference | | Microsoft | x | rtConference",
                "o=Microsoft,c=-,cn=x,objectClass=rtPerson | - | Microsoft | x | rtPerson",
                "c=,cn=x,objectClass=rtPerson | '' | | x | rtPerson",
                // Decision 3: literal to the last ",objectClass="
                "cn=jc+work@rome.gov,objectClass=rtPerson | | | jc+work@rome.gov | rtPerson",
                "cn=Doe, Jane,objectClass=rtPerson | | | Doe, Jane | rtPerson",
                "cn=a,objectClass=b,objectClass=rtPerson | | | a,objectClass=b | rtPerson",
                "cn=a, cn=b,objectClass=rtPerson | | | a, cn=b | rtPerson",
                "cn=\"q\\,\",objectClass=rtPerson | | | \"q\\,\" | rtPerson",
                "o=Acme, Inc., cn=x, objectClass=rtPerson | | Acme, Inc. | x | rtPerson",
                // MS-TAIL 3.5.3, 4.1.3, 4.4.2
                "c=-, o=Microsoft, cn==jc@rome.gov,objectClass=rtPerson | - | Microsoft | jc@rome.gov | rtPerson",
                "c=-, o=Microsoft, mailto:cn=a@b, objectClass=rtPerson | - | Microsoft | a@b | rtPerson",
                "c=-, o=Microsoft, mailto:cn=a@b%20, objectClass=rtPerson | - | Microsoft | a@b | rtPerson",
                "mailto:cn=%20a%20b%20%20,objectClass=rtPerson | | | a%20b | rtPerson",
                // Decision 4: an ordinary character in names
                "cn=a@b%20,objectClass=rtPerson | | | a@b%20 | rtPerson",
                "cn=%,objectClass=rtPerson | | | % | rtPerson",
                "  c = - , o = M , cn =   x   , objectClass =  rtPerson  | - | M | x | rtPerson",
            })
    void readsEntries(String text, String c, String o, String name, String objectClass) {
        String country = "''".equals(c) ? "" : c;
        assertThat(NClientName.parse(text)).contains(entry(country, o, name, objectClass));
        assertThat(NClientDn.parse(text)).contains(entry(country, o, name, objectClass));
        assertThat(NClientName.isNClientForm(text)).isTrue();
        assertThat(NClientName.isNClientForm(OctetString.of(text))).isTrue();
    }

    @Test
    void aClassAloneIsTheList() {
        NClientList list = new NClientList(Optional.empty(), Optional.empty(), "rtPerson");
        assertThat(NClientName.parse("objectClass=rtPerson")).contains(list);
        assertThat(NClientName.parse(" objectclass = rtPerson ")).contains(list);
        assertThat(NClientName.parse("c=-,o=Microsoft,objectClass=rtPerson"))
                .contains(new NClientList(Optional.of("-"), Optional.of("Microsoft"), "rtPerson"));
        assertThat(NClientDn.parse("objectClass=rtPerson")).isEmpty();
        assertThat(list).hasToString("objectClass=rtPerson");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "cn=x,ou=Dynamic,o=Intranet",
                "objectClass=rtPerson,o=Intranet",
                "cn=x",
                "objectClass",
                "objectClassX=rtPerson",
                "cn=x,objectClas=rtPerson",
                "ou=x,cn=y,structuralobjectClass=z",
                ","
            })
    void anyOtherNameIsNot(String text) {
        assertThat(NClientName.isNClientForm(text)).isFalse();
        assertThat(NClientName.isNClientForm(OctetString.of(text))).isFalse();
        assertThat(NClientName.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn=,objectClass=rtPerson",
                "mailto:cn=%20,objectClass=rtPerson",
                "cn=x,objectClass=",
                "ou=x,cn=y,objectClass=rtPerson",
                "c=a,c=b,cn=y,objectClass=rtPerson",
                "x,objectClass=rtPerson"
            })
    void theFormWithoutANameItCanHoldIsNone(String text) {
        assertThat(NClientName.isNClientForm(text)).isTrue();
        assertThat(NClientName.parse(text)).isEmpty();
    }

    @Property
    void whatIsWrittenIsReadBackAsItWas(@ForAll("entries") NClientDn name) {
        assertThat(NClientDn.parse(name.toString())).contains(name);
    }

    @Provide
    Arbitrary<NClientDn> entries() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("jc@+,]\\\"%. =ä")
                .ofMinLength(1)
                .ofMaxLength(15)
                .filter(name -> name.equals(name.strip()) && !name.startsWith("="));
        return Combinators.combine(
                        Arbitraries.of("-", "us", "").optional(),
                        Arbitraries.of("Microsoft", "Gnome", "Acme, Inc.").optional(),
                        names,
                        Arbitraries.of("rtPerson", "RTConference"))
                .as(NClientDn::new);
    }
}
