package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.AsyncRequestID;
import com.unboundid.ldap.sdk.AsyncSearchResultListener;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.Version;
import com.unboundid.ldap.sdk.controls.AssertionRequestControl;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadRequestControl;
import com.unboundid.ldap.sdk.controls.PostReadResponseControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The UnboundID LDAP SDK for Java. */
@AgainstRollcall
class UnboundIdSdkTest {
    private static final String BASE = "ou=Dynamic,o=Intranet";

    private final RollcallServer server;

    UnboundIdSdkTest(RollcallServer server) {
        this.server = server;
    }

    @BeforeAll
    void peer() {
        new Peer("UnboundID LDAP SDK", Version.NUMERIC_VERSION_STRING).seenBy(getClass());
    }

    private LDAPConnection connect() throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setResponseTimeoutMillis(20_000);
        return new LDAPConnection(options, "127.0.0.1", server.port());
    }

    private static String dn(String name) {
        return "cn=" + name + "," + BASE;
    }

    private static void add(LDAPConnection connection, String name, String... more) throws LDAPException {
        List<String> lines = new ArrayList<>(
                List.of("dn: " + dn(name), "objectClass: rtPerson", "objectClass: dynamicObject", "sn: Sdk"));
        lines.addAll(List.of(more));
        try {
            connection.add(lines.toArray(String[]::new));
        } catch (LDIFException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPersonIsAddedFoundChangedAndDeleted() throws LDAPException {
        try (LDAPConnection connection = connect()) {
            add(connection, "sdk-life", "comment: a", "sttl: 5");
            Entry entry = connection.getEntry(dn("sdk-life"), "*", "+");
            assertThat(entry.getParsedDN()).isEqualTo(new DN(dn("sdk-life")));
            assertThat(entry.getAttributeValues("objectClass")).contains("rtPerson", "dynamicObject");
            assertThat(entry.getAttributeValueAsInteger("entryTtl")).isBetween(290, 300);
            assertThat(entry.getAttributeValue("entryUUID")).hasSize(36);
            assertThat(entry.getAttributeValueAsDate("createTimestamp")).isNotNull();
            assertThat(entry.getAttributeValue("structuralObjectClass")).isEqualToIgnoringCase("rtPerson");
            assertThat(entry.getAttributeValue("entryDN")).isEqualTo(dn("sdk-life"));
            assertThat(entry.getAttributeValueAsBoolean("hasSubordinates")).isFalse();

            connection.modify(
                    dn("sdk-life"),
                    new Modification(ModificationType.ADD, "comment", "b"),
                    new Modification(ModificationType.DELETE, "comment", "a"),
                    new Modification(ModificationType.REPLACE, "location", "Oslo"));
            assertThat(connection.compare(dn("sdk-life"), "comment", "B").compareMatched())
                    .isTrue();
            connection.delete(dn("sdk-life"));
            assertThat(connection.getEntry(dn("sdk-life"))).isNull();
        }
    }

    @Test
    void bindsAreAnonymousOrRefused() throws LDAPException {
        try (LDAPConnection connection = connect()) {
            BindResult bound = connection.bind(new SimpleBindRequest());
            assertThat(bound.getResultCode()).isEqualTo(ResultCode.SUCCESS);
            assertThatThrownBy(() -> connection.bind("cn=nobody,o=Intranet", "wrong"))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INVALID_CREDENTIALS));
            WhoAmIExtendedResult who =
                    (WhoAmIExtendedResult) connection.processExtendedOperation(new WhoAmIExtendedRequest());
            assertThat(who.getAuthorizationID()).isEmpty();
        }
    }

    @Test
    void rootAndSchemaAreUnderstood() throws LDAPException {
        try (LDAPConnection connection = connect()) {
            RootDSE root = connection.getRootDSE();
            assertThat(root.supportsLDAPVersion(2)).isTrue();
            assertThat(root.supportsLDAPVersion(3)).isTrue();
            assertThat(root.supportsControl(SimplePagedResultsControl.PAGED_RESULTS_OID))
                    .isTrue();
            assertThat(root.supportsExtendedOperation(WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID))
                    .isTrue();

            Schema schema = connection.getSchema();
            assertThat(schema.getObjectClass("rtPerson").getRequiredAttributes())
                    .contains("cn");
            assertThat(schema.getAttributeType("entryTtl").isOperational()).isTrue();
            assertThat(schema.getAttributeType("conferenceBlob").isSingleValued())
                    .isTrue();
            // Every name that a class uses is one that the schema describes.
            schema.getObjectClasses().forEach(objectClass -> {
                for (String name : objectClass.getRequiredAttributes()) {
                    assertThat(schema.getAttributeType(name)).as(name).isNotNull();
                }
                for (String name : objectClass.getOptionalAttributes()) {
                    assertThat(schema.getAttributeType(name)).as(name).isNotNull();
                }
            });
        }
    }

    @Test
    void controlsDoTheirWork() throws LDAPException {
        try (LDAPConnection connection = connect()) {
            add(connection, "sdk-controls", "comment: a");

            ModifyRequest change =
                    new ModifyRequest(dn("sdk-controls"), new Modification(ModificationType.REPLACE, "sn", "New"));
            change.addControl(new AssertionRequestControl("(sn=other)"));
            assertThatThrownBy(() -> connection.modify(change))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.ASSERTION_FAILED));
            change.setControls(new AssertionRequestControl("(sn=sdk)"), new PostReadRequestControl(true, "sn"));
            PostReadResponseControl read = PostReadResponseControl.get(connection.modify(change));
            assertThat(read.getEntry().getAttributeValue("sn")).isEqualTo("New");

            ModifyRequest again =
                    new ModifyRequest(dn("sdk-controls"), new Modification(ModificationType.ADD, "comment", "a"));
            assertThatThrownBy(() -> connection.modify(again))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS));
            again.addControl(new PermissiveModifyRequestControl());
            assertThat(connection.modify(again).getResultCode()).isEqualTo(ResultCode.SUCCESS);

            AddRequest added =
                    new AddRequest("dn: " + dn("sdk-added"), "objectClass: rtPerson", "objectClass: dynamicObject");
            added.addControl(new PostReadRequestControl(true, "entryTtl", "cn"));
            Entry after = PostReadResponseControl.get(connection.add(added)).getEntry();
            assertThat(after.getAttributeValue("cn")).isEqualTo("sdk-added");
            assertThat(after.getAttributeValueAsInteger("entryTtl")).isBetween(590, 600);
        } catch (LDIFException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void pagesShowEveryoneOnceThoughOthersComeAndGo() throws LDAPException {
        try (LDAPConnection connection = connect()) {
            for (int i = 0; i < 25; i++) {
                add(connection, "sdk-page-%02d".formatted(i));
            }
            List<String> names = new ArrayList<>();
            ASN1OctetString cookie = null;
            int page = 0;
            do {
                SearchRequest request =
                        new SearchRequest(BASE, SearchScope.ONE, Filter.create("(cn=sdk-page-*)"), "cn");
                request.addControl(new SimplePagedResultsControl(10, cookie, true));
                SearchResult result = connection.search(request);
                result.getSearchEntries().forEach(entry -> names.add(entry.getAttributeValue("cn")));
                cookie = SimplePagedResultsControl.get(result).getCookie();
                add(connection, "sdk-page-0a" + page);
                connection.delete(dn("sdk-page-0a" + page));
                page++;
            } while (cookie.getValueLength() > 0);
            assertThat(names.stream().filter(name -> name.matches("sdk-page-\\d\\d")))
                    .hasSize(25)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void filtersOfAllKindsFind() throws LDAPException {
        try (LDAPConnection connection = connect()) {
            add(connection, "sdk-filter", "comment: Some Text", "location: Zürich", "c: CH");
            for (String filter : List.of(
                    "(cn=SDK-Filter)",
                    "(cn=sdk-fil*)",
                    "(&(cn=sdk-f*)(comment=*me te*))",
                    "(&(cn=sdk-f*)(!(c=DE)))",
                    "(&(cn=sdk-filter)(|(c=DE)(c=CH)))",
                    "(&(cn=sdk-filter)(location=z\\c3\\bcrich))",
                    "(&(cn=sdk-filter)(cn>=sdk)(objectClass=rtPerson))",
                    "(&(cn=sdk-filter)(entryTtl>=1))",
                    "(&(cn=sdk-filter)(sn:caseIgnoreMatch:=SDK))",
                    "(&(cn=sdk-filter)(ou:dn:=dynamic))",
                    "(&(cn=sdk-filter)(&)(!(|)))")) {
                assertThat(connection
                                .search(BASE, SearchScope.SUB, filter, "1.1")
                                .getSearchEntries())
                        .as(filter)
                        .hasSize(1);
            }
            for (String filter : List.of("(&(cn=sdk-filter)(noSuchName=1))", "(&(cn=sdk-filter)(!(noSuchName=1)))")) {
                assertThat(connection
                                .search(BASE, SearchScope.SUB, filter, "1.1")
                                .getEntryCount())
                        .as("%s: undefined stays undefined under not", filter)
                        .isZero();
            }
            SearchResultEntry only = connection.searchForEntry(
                    new SearchRequest(dn("sdk-filter"), SearchScope.BASE, "(objectClass=*)", "@rtPerson"));
            assertThat(only.getAttributeValue("location")).isEqualTo("Zürich");
            SearchRequest types = new SearchRequest(dn("sdk-filter"), SearchScope.BASE, "(objectClass=*)", "sn");
            types.setTypesOnly(true);
            assertThat(connection.searchForEntry(types).getAttribute("sn").size())
                    .isZero();
        }
    }

    @Test
    void theSizeLimitIsKept() throws LDAPException {
        try (LDAPConnection connection = connect()) {
            for (int i = 0; i < 3; i++) {
                add(connection, "sdk-size-" + i);
            }
            SearchRequest request = new SearchRequest(BASE, SearchScope.ONE, "(cn=sdk-size-*)", "cn");
            request.setSizeLimit(2);
            assertThatThrownBy(() -> connection.search(request))
                    .isInstanceOfSatisfying(LDAPSearchException.class, e -> {
                        assertThat(e.getResultCode()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
                        assertThat(e.getEntryCount()).isEqualTo(2);
                    });
        }
    }

    @Test
    void aThousandRequestsOfOneConnectionAreAnswered() throws Exception {
        try (LDAPConnection connection = connect()) {
            add(connection, "sdk-pipeline");
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                answers.add(answer);
                connection.asyncSearch(new SearchRequest(
                        new Answer(answer), BASE, SearchScope.ONE, Filter.create("(cn=sdk-pipeline)"), "cn"));
            }
            for (CompletableFuture<Integer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }
    }

    /** Completes with the number of entries. */
    private record Answer(CompletableFuture<Integer> count) implements AsyncSearchResultListener {
        @Override
        public void searchEntryReturned(SearchResultEntry entry) {}

        @Override
        public void searchReferenceReturned(SearchResultReference reference) {}

        @Override
        public void searchResultReceived(AsyncRequestID id, SearchResult result) {
            count.complete(result.getEntryCount());
        }
    }
}
