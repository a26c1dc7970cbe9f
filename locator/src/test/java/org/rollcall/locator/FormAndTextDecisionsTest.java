package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/** Decisions 1 to 6: form and text. */
class FormAndTextDecisionsTest {
    private final Site site = new Site();
    private final Client n = site.nClient();
    private final Client t = site.tClient();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void decision01_theFormOfTheDnDecidesTheDialectWhateverTheConnection() {
        n.registerPerson("jc@rome.gov", "surname: Caesar").succeeds();

        assertThat(t.people("(cn=jc@rome.gov)", "surname").lines())
                .containsExactly("dn: c=-,o=Microsoft,cn=jc@rome.gov,objectClass=rtPerson", "surname: Caesar");
        assertThat(n.dynamic("(cn=jc@rome.gov)", "sn").lines())
                .containsExactly("dn: cn=jc@rome.gov,ou=Dynamic,o=Intranet", "sn: Caesar");
    }

    @ParameterizedTest
    @EnumSource(SearchScope.class)
    void decision01_everyScopeOnAClassMeansTheList(SearchScope scope) {
        n.registerPerson("a@example.com").succeeds();
        n.registerPerson("b@example.com").succeeds();

        assertThat(n.search("objectClass=RTPERSON", scope, "(cn=%)").dns())
                .containsExactlyInAnyOrder(
                        "c=-,o=Microsoft,cn=a@example.com,objectClass=rtPerson",
                        "c=-,o=Microsoft,cn=b@example.com,objectClass=rtPerson");
    }

    @Test
    void decision01_aDnInNClientFormAsBaseMeansThatEntryOfTheList() {
        n.registerPerson("a@example.com").succeeds();
        n.registerPerson("b@example.com").succeeds();

        assertThat(n.search(nName("a@example.com"), SearchScope.BASE_OBJECT, "(cn=%)", "cn")
                        .values("cn"))
                .containsExactly("a@example.com");
    }

    @Test
    void decision01_theNameOfAClassUnderDynamicMeansItsListUnlessSuchAnEntryExists() {
        n.registerPerson("a@example.com").succeeds();
        t.add("uid=Demo,ou=Dynamic,o=Intranet", "objectClass: rtConference").succeeds();

        assertThat(t.search("cn=rtConference,ou=Dynamic,o=Intranet", SearchScope.SINGLE_LEVEL, "(uid=*)")
                        .dns())
                .containsExactly("uid=Demo,ou=Dynamic,o=Intranet");
        assertThat(t.search("cn=rtPerson,ou=Dynamic,o=Intranet", SearchScope.BASE_OBJECT, "(objectClass=*)")
                        .dns())
                .containsExactly("cn=a@example.com,ou=Dynamic,o=Intranet");

        t.add(tName("rtPerson"), "objectClass: rtPerson").succeeds();
        assertThat(t.search("cn=rtPerson,ou=Dynamic,o=Intranet", SearchScope.BASE_OBJECT, "(objectClass=*)")
                        .dns())
                .containsExactly("cn=rtPerson,ou=Dynamic,o=Intranet");
    }

    @Test
    void decision01_aClassThatNobodyListsHasNoEntries() {
        assertThat(n.search("objectClass=Conference", SearchScope.BASE_OBJECT, "(cn=%)")
                        .succeeds()
                        .dns())
                .isEmpty();
        n.add("cn=x,objectClass=Conference", "cn: x").fails(ResultCode.INVALID_DN_SYNTAX);
    }

    @Test
    void decision02_v2TextIsLatin1BothWays() {
        n.registerPerson("jürgen@example.de", "surname: Müller").succeeds();

        assertThat(n.people("(cn=%)", "cn", "surname").lines())
                .containsExactly(
                        "dn: c=-,o=Microsoft,cn=jürgen@example.de,objectClass=rtPerson",
                        "cn: jürgen@example.de",
                        "surname: Müller");
        OctetString surname = n.people("(cn=%)", "surname")
                .entries()
                .getFirst()
                .attributes()
                .getFirst()
                .values()
                .getFirst();
        assertThat(surname).isEqualTo(OctetString.wrap(new byte[] {'M', (byte) 0xfc, 'l', 'l', 'e', 'r'}));
        assertThat(t.read(tName("jürgen@example.de"), "sn").values("sn")).containsExactly("Müller");
    }

    @Test
    void decision02_v2FiltersAreLatin1() {
        n.registerPerson("jürgen@example.de").succeeds();
        Filter latin1 = new Filter.Equality("cn", n.octets("JÜRGEN@example.de"));

        assertThat(n.search("objectClass=rtPerson", SearchScope.BASE_OBJECT, latin1, "cn")
                        .values("cn"))
                .containsExactly("jürgen@example.de");
    }

    @Test
    void decision02_whatLatin1LacksIsAQuestionMarkToV2() {
        t.add(tName("euro"), "objectClass: rtPerson", "comment: 20 €", "comment: plain")
                .succeeds();

        assertThat(n.people("(cn=euro)", "comment").values("comment")).containsExactly("20 ?", "plain");
    }

    @Test
    void decision02_aV3ValueThatIsNotUtf8IsReadAsLatin1() {
        OctetString latin1 = OctetString.wrap(new byte[] {'M', (byte) 0xfc, 'l'});
        t.send(new AddRequest(
                        OctetString.of(tName("x")),
                        List.of(Attribute.of("objectClass", "rtPerson"), new Attribute("sn", List.of(latin1)))))
                .succeeds();

        assertThat(t.read(tName("x"), "sn").values("sn")).containsExactly("Mül");
        assertThat(t.search(
                                "ou=Dynamic,o=Intranet",
                                SearchScope.SINGLE_LEVEL,
                                new Filter.Substrings("sn", Optional.of(latin1), List.of(), Optional.empty()),
                                "cn")
                        .values("cn"))
                .containsExactly("x");
    }

    @Test
    void decision02_octetsThatAreNotTextPassUnchanged() {
        OctetString descriptor = Client.descriptor("D:(A;;LCRPLORC;;;S-1-5-21-4294967295-128-65534)");
        t.send(new AddRequest(
                        OctetString.of("uid=Sd,ou=Dynamic,o=Intranet"),
                        List.of(
                                Attribute.of("objectClass", "rtConference"),
                                new Attribute("ntSecurityDescriptor", List.of(descriptor)))))
                .succeeds();

        assertThat(n.conferences("(cn=Sd)", "ntSecurityDescriptor")
                        .entries()
                        .getFirst()
                        .attributes()
                        .getFirst()
                        .values())
                .containsExactly(descriptor);
    }

    @Test
    void decision03_plusAndCommaInNClientNamesAreLiteral() {
        n.registerPerson("jc+work@rome.gov").succeeds();
        n.registerPerson("Caesar, Julius").succeeds();

        assertThat(t.dynamic("(cn=*)", "cn").lines())
                .contains(
                        "dn: cn=jc\\+work@rome.gov,ou=Dynamic,o=Intranet",
                        "cn: jc+work@rome.gov",
                        "dn: cn=Caesar\\, Julius,ou=Dynamic,o=Intranet",
                        "cn: Caesar, Julius");
        assertThat(n.people("(cn=jc+work@rome.gov)", "cn").lines())
                .containsExactly(
                        "dn: c=-,o=Microsoft,cn=jc+work@rome.gov,objectClass=rtPerson", "cn: jc+work@rome.gov");
        n.delete("cn=Caesar, Julius,objectClass=rtPerson").succeeds();
    }

    @Test
    void decision03_countryAndOrganizationDoNotIdentifyButAreRepeated() {
        n.add("c=DE, o=Gnome, cn=a@b, objectClass=rtPerson", "cn: a@b").succeeds();
        n.replace("cn=a@b,objectClass=rtPerson", "comment: found").succeeds();

        assertThat(n.people("(cn=a@b)", "comment").lines())
                .containsExactly("dn: c=DE,o=Gnome,cn=a@b,objectClass=rtPerson", "comment: found");
        n.delete("c=FR,o=Other,cn=a@b,objectClass=rtPerson").succeeds();
    }

    @Test
    void decision03_aPersonRegisteredInNormalFormHasNeither() {
        t.add(tName("t"), "objectClass: rtPerson", "c: US").succeeds();

        assertThat(n.people("(cn=t)", "c").lines()).containsExactly("dn: cn=t,objectClass=rtPerson", "c: US");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c=-,o=Microsoft, cn==x@y,objectClass=rtPerson",
                "c=-, o=Microsoft, mailto:cn=x@y, objectClass=rtPerson",
                "C=-,O=Microsoft,CN=X@Y,OBJECTCLASS=RTPERSON",
                "cn=  x@y  ,   objectClass=rtPerson"
            })
    void decision03_otherSpellingsOfAnNClientDnNameTheSameEntry(String dn) {
        n.registerPerson("x@y").succeeds();

        n.replace(dn, "comment: reached").succeeds();

        assertThat(n.people("(cn=x@y)", "comment").lines())
                .containsExactly("dn: c=-,o=Microsoft,cn=x@y,objectClass=rtPerson", "comment: reached");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"(cn= x@y)", "(cn==x@y)", "(mailto:cn=x@y)", "(cn=x@y )"})
    void decision03_otherSpellingsOfANameInAFilterFindTheSameEntry(String filter) {
        n.registerPerson("x@y").succeeds();

        Filter read = filter.startsWith("(mailto")
                ? new Filter.Equality("mailto:cn", OctetString.of("x@y"))
                : Client.parse(filter);
        assertThat(n.search("objectClass=rtPerson", SearchScope.BASE_OBJECT, read, "cn")
                        .values("cn"))
                .containsExactly("x@y");
    }

    @ParameterizedTest
    @CsvSource({
        "(cn=%),            true",
        "(cn=*),            true",
        "(cn=%%),           true",
        "(cn=ann%),         true",
        "(cn=%example.com), true",
        "(cn=%@exam%),      true",
        "(cn=ANN%.com),     true",
        "(cn=a%n%m),        true",
        "(cn=ann*%m),       true",
        "(surname=%ee%),    true",
        "(cn=bob%),         false",
        "(cn=ann),          false",
        "(surname=%x%),     false"
    })
    void decision04_percentIsAWildcardToNClients(String filter, boolean found) {
        n.registerPerson("ann@example.com", "surname: Lee").succeeds();

        assertThat(n.people(filter, "cn").values("cn")).hasSize(found ? 1 : 0);
    }

    @Test
    void decision04_percentMatchesItself() {
        n.registerPerson("100%@example.com").succeeds();

        assertThat(n.people("(cn=100%@example.com)", "cn").values("cn")).containsExactly("100%@example.com");
    }

    @Test
    void decision04_inDnsAndNormalFormPercentIsOrdinary() {
        n.registerPerson("a%c").succeeds();
        n.registerPerson("abc").succeeds();

        assertThat(t.dynamic("(cn=a%c)", "cn").values("cn")).containsExactly("a%c");
        n.delete(nName("a%c")).succeeds();
        assertThat(n.people("(cn=%)", "cn").values("cn")).containsExactly("abc");
        n.delete(nName("%")).fails(ResultCode.NO_SUCH_OBJECT);
    }

    @ParameterizedTest
    @CsvSource({
        "sAppGUID,       guid,             008aff194794cf118796444553540000",
        "sAppID,         applicationID,    ms-netmeeting",
        "sAppName,       appName,          NetMeeting",
        "sIPAddress,     ipAddress,        3758139584",
        "sMimeType,      mimeType,         text/iuls",
        "sPort,          port,             1720",
        "sProtGuid,      protocolGUID,     008aff194794cf118796444553540000",
        "sProtId,        protocolID,       h323",
        "sProtMimeType,  protocolMimeType, text/h323",
        "sSecurity,      securityToken,    21912384"
    })
    void decision05_bothNamesStandForTheAttributeEverywhere(String left, String right, String value) {
        boolean person = List.of("sIPAddress", "sSecurity").contains(left);
        n.registerPerson("x").succeeds();
        String tDn = person ? tName("x") : Client.applicationName("x", "ms-netmeeting");
        n.registerApplication("x", "ms-netmeeting", left.toLowerCase(java.util.Locale.ROOT) + ": " + value)
                .succeeds();

        // requested attributes, under the very name asked for
        assertThat(n.people("(cn=x)", left, right.toUpperCase(java.util.Locale.ROOT))
                        .lines())
                .containsExactly(
                        "dn: c=-,o=Microsoft,cn=x,objectClass=rtPerson",
                        left + ": " + value,
                        right.toUpperCase(java.util.Locale.ROOT) + ": " + value);
        assertThat(t.read(tDn, left, right).lines())
                .containsExactly("dn: " + tDn, left + ": " + value, right + ": " + value);
        // filters
        assertThat(n.people("(&(cn=x)(" + left + "=" + value + "))").dns()).hasSize(1);
        assertThat(n.people("(&(cn=x)(" + right + "=" + value + "))").dns()).hasSize(1);
        assertThat(t.search(tDn, SearchScope.BASE_OBJECT, "(" + left + "=" + value + ")")
                        .dns())
                .hasSize(1);
        // compare
        assertThat(n.compare(nName("x"), left, value).code()).isEqualTo(ResultCode.COMPARE_TRUE);
        assertThat(t.compare(tDn, left, value).code()).isEqualTo(ResultCode.COMPARE_TRUE);
        assertThat(t.compare(tDn, right, value).code()).isEqualTo(ResultCode.COMPARE_TRUE);
        // modify in normal form by the left-hand name
        t.replace(tDn, left + ": " + value).succeeds();
        assertThat(t.read(tDn, right).values(right)).containsExactly(value);
    }

    @Test
    void decision05_addsMapNamesInBothForms() {
        n.add(nName("n"), "cn: n", "ipAddress: 1", "sAppID: app", "port: 2").succeeds();
        t.add(tName("t"), "objectClass: rtPerson", "sIPAddress: 1", "sPort: 2").succeeds();

        assertThat(n.people("(cn=n)", "sipaddress", "sport").values("sport")).containsExactly("2");
        assertThat(t.read(tName("t"), "ipAddress", "port").lines())
                .containsExactly("dn: " + tName("t"), "ipAddress: 1", "port: 2");
    }

    @Test
    void decision05_sttlIsMinutesRoundedUpAndEntryTtlSeconds() {
        n.registerPerson("x").succeeds();
        site.pass(Duration.ofSeconds(61));

        assertThat(t.read(tName("x"), "sttl", "entryTTL").lines())
                .containsExactly("dn: " + tName("x"), "sttl: 9", "entryTTL: 539");
        assertThat(t.compare(tName("x"), "sTTL", "9").code()).isEqualTo(ResultCode.COMPARE_TRUE);
        assertThat(t.compare(tName("x"), "sTTL", "8").code()).isEqualTo(ResultCode.COMPARE_FALSE);
    }

    @Test
    void decision05_anNClientThatNamesNoAttributesGetsTheLeftHandNames() {
        n.registerPerson("x", "surname: Lee", "rfc822mailbox: x@y", "sipaddress: 1", "ssecurity: 7")
                .succeeds();
        n.registerApplication("x", "ms-netmeeting", "sport: 1720", "smimetype: text/iuls")
                .succeeds();
        List<String> everything = List.of(
                "dn: c=-,o=Microsoft,cn=x,objectClass=rtPerson",
                "objectClass: rtPerson",
                "objectClass: dynamicObject",
                "cn: x",
                "sFlags: 1",
                "surname: Lee",
                "rfc822mailbox: x@y",
                "sIPAddress: 1",
                "sSecurity: 7",
                "sAppID: ms-netmeeting",
                "sPort: 1720",
                "sMimeType: text/iuls");

        assertThat(n.people("(cn=x)").lines()).containsExactlyElementsOf(everything);
        assertThat(n.people("(cn=x)", "*").lines()).containsExactlyElementsOf(everything);
    }

    @Test
    void decision06_v2KnowsRfc1777CodesOnly() {
        for (int value = 0; value < 130; value++) {
            ResultCode known = ResultCodes.forVersion(ProtocolVersion.V2, new ResultCode(value));
            assertThat(known.value())
                    .as("twin of %d", value)
                    .isIn(
                            0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 17, 18, 19, 20, 21, 32, 33, 34, 35, 36, 48, 49, 50, 51, 52,
                            53, 54, 64, 65, 66, 67, 68, 69, 80);
            assertThat(ResultCodes.forVersion(ProtocolVersion.V3, new ResultCode(value))
                            .value())
                    .isEqualTo(value);
        }
        assertThat(ResultCodes.forVersion(ProtocolVersion.V2, ResultCode.ADMIN_LIMIT_EXCEEDED))
                .isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
        assertThat(ResultCodes.forVersion(ProtocolVersion.V2, ResultCode.UNAVAILABLE_CRITICAL_EXTENSION))
                .isEqualTo(ResultCode.UNWILLING_TO_PERFORM);
        assertThat(ResultCodes.forVersion(ProtocolVersion.V2, ResultCode.NO_SUCH_OBJECT))
                .isEqualTo(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void decision06_theWorkLimitIsTheSizeLimitToV2() {
        try (Site narrow = new Site(new LocatorSettings(LocatorSettings.AddressPolicy.AUTO, 0, Duration.ZERO, 3, 0))) {
            for (int i = 0; i < 10; i++) {
                narrow.nClient().registerPerson("p" + i).succeeds();
            }
            assertThat(narrow.nClient().people("(comment=none)").code()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
            assertThat(narrow.tClient().people("(comment=none)").code()).isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED);
        }
    }

    @Test
    void decision06_aSearchOrRefreshOfV2ThatFindsNothingIsSuccess() {
        assertThat(n.people("(cn=nobody)").succeeds().entries()).isEmpty();
        assertThat(n.people("(&(objectClass=rtPerson)(cn=nobody)(sttl=10))")
                        .succeeds()
                        .entries())
                .isEmpty();
        assertThat(n.read("cn=nobody,ou=Dynamic,o=Intranet").succeeds().entries())
                .isEmpty();
        assertThat(n.read("o=Elsewhere").succeeds().entries()).isEmpty();
        t.read("cn=nobody,ou=Dynamic,o=Intranet").fails(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void decision06_v2RepliesHaveNoControls() {
        n.registerPerson("x").succeeds();

        assertThat(n.send(
                                n.searchRequest(
                                        "objectClass=rtPerson", SearchScope.BASE_OBJECT, Client.parse("(cn=%)")),
                                new org.rollcall.ldap.control.PagedResults(1, OctetString.EMPTY).toControl(true))
                        .succeeds()
                        .controls())
                .isEmpty();
    }
}
