package org.rollcall.ldap.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.codec.Messages;

class FilterStringsTest {
    private static Filter equal(String description, String value) {
        return new Filter.Equality(description, OctetString.of(value));
    }

    @Test
    void readsWhatNClientsWriteInDocuments() throws InvalidFilterException {
        assertThat(FilterParser.parse("(&(objectClass=RTPerson)(cn=%)(sappid=ms-netmeeting)(sprotid=h323))"))
                .isEqualTo(new Filter.And(List.of(
                        equal("objectClass", "RTPerson"),
                        equal("cn", "%"),
                        equal("sappid", "ms-netmeeting"),
                        equal("sprotid", "h323"))));
        assertThat(FilterParser.parse("(&(cn=%))")).isEqualTo(new Filter.And(List.of(equal("cn", "%"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // RFC 4515 §4
                "(cn=Babs Jensen)",
                "(!(cn=Tim Howes))",
                "(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))",
                "(o=univ*of*mich*)",
                "(seeAlso=)",
                "(cn:caseExactMatch:=Fred Flintstone)",
                "(cn:=Betty Rubble)",
                "(sn:dn:2.4.6.8.10:=Barney Rubble)",
                "(o:dn:=Ace Industry)",
                "(:1.2.3:=Wilma Flintstone)",
                "(:dn:2.4.6.8.10:=Dino)",
                "(o=Parens R Us \\28for all your parenthetical needs\\29)",
                "(cn=*\\2a*)",
                "(filename=C:\\5cMyFile)",
                "(bin=\\00\\00\\00\\04)",
                "(sn=Lučić)",
                "(1.3.6.1.4.1.1466.0=\\04\\02Hi)",
                "(cn;lang-en=x)",
                "(uid=*)",
                "(port>=5)",
                "(port<=5)",
                "(cn~=x)",
                // RFC 4526
                "(&)",
                "(|)"
            })
    void readsAndWritesTheSame(String text) throws Exception {
        assertThat(FilterWriter.write(FilterParser.parse(text))).isEqualTo(text);
        assertThat(com.unboundid.ldap.sdk.Filter.create(FilterWriter.write(FilterParser.parse(text))))
                .isEqualTo(com.unboundid.ldap.sdk.Filter.create(text));
    }

    @Test
    void toleratesOlderForms() throws InvalidFilterException {
        assertThat(FilterParser.parse("cn=x")).isEqualTo(equal("cn", "x"));
        assertThat(FilterParser.parse(" ( & (cn=x) (sn=y) ) "))
                .isEqualTo(new Filter.And(List.of(equal("cn", "x"), equal("sn", "y"))));
        assertThat(FilterParser.parse("(cn=a\\*b\\(c\\))")).isEqualTo(equal("cn", "a*b(c)"));
        assertThat(FilterParser.parse("(cn=a\\\\zb)")).isEqualTo(equal("cn", "a\\zb"));
        assertThat(FilterParser.parse("(cn= x)")).isEqualTo(equal("cn", " x"));
        assertThat(FilterParser.parse("(cn=a**b)"))
                .isEqualTo(new Filter.Substrings("cn", Messages.some("a"), List.of(), Messages.some("b")));
        assertThat(FilterParser.parse("(cn=**)")).isEqualTo(new Filter.Present("cn"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(",
                "()",
                "(cn)",
                "(cn=x",
                "cn=x)",
                "(cn=x))",
                "(=x)",
                "(&(cn=x)",
                "(!)",
                "(!(a=b)(c=d))",
                "(c n=x)",
                "(cn=a(b)",
                "(cn=\\",
                "(cn~x)",
                "(cn>x)",
                "(:=x)",
                "(:dn:=x)",
                "(cn:dn=x)",
                "(cn:a:b:=x)",
                "(ä=x)",
                "(cn=x)(cn=y)",
                "&(cn=x)",
                "(cn:=(x)"
            })
    void refusesWhatIsNoFilter(String text) {
        assertThatThrownBy(() -> FilterParser.parse(text)).isInstanceOf(InvalidFilterException.class);
    }

    @Test
    void nestingIsLimited() throws InvalidFilterException {
        String deep = "(!".repeat(9) + "(cn=x)" + ")".repeat(9);
        FilterParser.parse(deep, 10);
        assertThatThrownBy(() -> FilterParser.parse(deep, 9)).hasMessageContaining("9 deep");
        assertThatThrownBy(() -> FilterParser.parse("(&".repeat(100_000))).isInstanceOf(InvalidFilterException.class);
    }

    @Property
    void whatIsWrittenIsReadBackAsItWas(@ForAll("filters") Filter filter) throws InvalidFilterException {
        assertThat(FilterParser.parse(FilterWriter.write(filter))).isEqualTo(filter);
    }

    @Property
    void itsBeginningCanBeHadAlone(@ForAll("filters") Filter filter, @ForAll @IntRange(max = 60) int characters) {
        String whole = FilterWriter.write(filter);
        String beginning = FilterWriter.beginning(filter, characters);
        if (whole.length() <= characters) {
            assertThat(beginning).isEqualTo(whole);
        } else {
            assertThat(beginning).startsWith(whole.substring(0, characters + 1));
        }
    }

    @Test
    void aLargeFilterCostsNoMoreThanItsBeginning() {
        Filter large = new Filter.Or(Collections.nCopies(10_000, equal("cn", "x".repeat(1_000))));
        assertThat(FilterWriter.beginning(large, 100)).hasSizeLessThan(200);
    }

    @Property(tries = 500)
    void unboundIdReadsTheSameFilter(@ForAll("filters") Filter filter) throws LDAPException, InvalidFilterException {
        com.unboundid.ldap.sdk.Filter theirs = com.unboundid.ldap.sdk.Filter.create(FilterWriter.write(filter));
        assertThat(FilterParser.parse(theirs.toString())).isEqualTo(filter);
    }

    @Property(tries = 3000)
    void anyTextIsReadOrRefused(@ForAll("hostile") String text) {
        try {
            FilterParser.parse(text);
        } catch (InvalidFilterException e) {
            assertThat(e.offset()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings()
                .withChars("()&|!=<>~:*\\ cn09dn.;")
                .withChars('\0', 'ä', '\ud83d')
                .ofMaxLength(25);
    }

    @Provide
    Arbitrary<Filter> filters() {
        return Messages.filters();
    }

    @Test
    void extensibleWithoutTypeNeedsARule() throws InvalidFilterException {
        assertThat(FilterParser.parse("(:2.5.13.5:=z)"))
                .isEqualTo(
                        new Filter.Extensible(Optional.of("2.5.13.5"), Optional.empty(), OctetString.of("z"), false));
    }
}
