package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.control.Assertion;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.PagedResults;
import org.rollcall.ldap.control.ReadEntryRequest;
import org.rollcall.ldap.control.ReadEntryResponse;
import org.rollcall.ldap.control.SortRequest;
import org.rollcall.ldap.control.Subentries;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;

/** Controls other than paging: RFC 4511 §4.1.11, RFC 4528, RFC 4527, RFC 3672, and those that are refused. */
class ControlsTest {
    private static final String P = tName("p");

    private final Site site = new Site();
    private final Client t = site.tClient();
    private final Client stranger = site.tClient(Site.ELSEWHERE);

    @BeforeEach
    void register() {
        t.add(P, "objectClass: rtPerson", "comment: before", "ssecurity: 4711").succeeds();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private SearchRequest search() {
        return t.searchRequest(P, SearchScope.BASE_OBJECT, Client.parse("(objectClass=*)"), "cn");
    }

    private Request modify() {
        return new ModifyRequest(t.octets(P), List.of(t.change(Modification.Kind.REPLACE, "comment", "after")));
    }

    private static Control assertion(String filter) {
        return new Assertion(Client.parse(filter)).toControl(true);
    }

    private static List<String> entry(Client.Reply reply, String oid) {
        Control control = reply.controls().stream()
                .filter(each -> each.oid().equals(oid))
                .findFirst()
                .orElseThrow();
        try {
            return ReadEntryResponse.decode(control.value().orElseThrow(), DecoderLimits.DEFAULT)
                    .entry()
                    .attributes()
                    .stream()
                    .map(attribute -> attribute.description() + ": "
                            + attribute.values().getFirst().utf8())
                    .toList();
        } catch (org.rollcall.ldap.ber.BerException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anUnknownControlIsRefusedWhenCriticalAndIgnoredWhenNot() {
        String unknown = "1.3.6.1.4.1.4203.666.1002.99";
        t.send(search(), new Control(unknown, true, Optional.empty())).fails(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        t.send(modify(), new Control(unknown, true, Optional.empty())).fails(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        assertThat(t.read(P, "comment").values("comment")).containsExactly("before");

        assertThat(t.send(search(), new Control(unknown, false, Optional.empty()))
                        .succeeds()
                        .dns())
                .hasSize(1);
    }

    @Test
    void sortingIsRefusedWhenCriticalAndIgnoredWhenNot() {
        SortRequest sort = new SortRequest(List.of(new SortRequest.Key("cn", Optional.empty(), false)));

        t.send(search(), sort.toControl(true)).fails(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        assertThat(t.send(search(), sort.toControl(false)).succeeds().controls())
                .isEmpty();
    }

    @Test
    void aControlOfAnotherOperationIsAsGoodAsUnknown() {
        Control paged = new PagedResults(5, OctetString.EMPTY).toControl(true);
        Control permissive = new Control(Oids.PERMISSIVE_MODIFY, true, Optional.empty());

        t.send(modify(), paged).fails(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        t.send(search(), permissive).fails(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        t.send(search(), new Control(Oids.PERMISSIVE_MODIFY, false, Optional.empty()))
                .succeeds();
    }

    @Test
    void referralsAreEntriesWhenAskedFor() {
        t.send(search(), new Control(Oids.MANAGE_DSA_IT, true, Optional.empty()))
                .succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {Oids.PAGED_RESULTS, Oids.ASSERTION, Oids.SUBENTRIES})
    void aMalformedValueIsAProtocolError(String oid) {
        t.send(search(), new Control(oid, false, Optional.of(OctetString.of("xyz"))))
                .fails(ResultCode.PROTOCOL_ERROR);
        t.send(search(), new Control(oid, false, Optional.empty())).fails(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void aControlGivenTwiceIsAProtocolError() {
        t.send(search(), assertion("(cn=p)"), assertion("(cn=p)")).fails(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void theAssertionMustBeTrueOfTheTarget() {
        Request compare = new CompareRequest(t.octets(P), "cn", t.octets("p"));
        Request delete = new DeleteRequest(t.octets(P));
        Request add = new AddRequest(t.octets(tName("new")), t.attributes("objectClass: rtPerson", "comment: x"));
        for (String no : List.of("(comment=other)", "(nosuch=x)", "(!(nosuch=x))")) {
            for (Request request : List.of(search(), modify(), compare, delete, add)) {
                t.send(request, assertion(no)).fails(ResultCode.ASSERTION_FAILED);
            }
        }
        t.read(tName("new")).fails(ResultCode.NO_SUCH_OBJECT);
        assertThat(t.read(P, "comment").values("comment")).containsExactly("before");

        t.send(search(), assertion("(&(objectClass=rtPerson)(comment=bef*))")).succeeds();
        assertThat(t.send(compare, assertion("(cn=p)")).code()).isEqualTo(ResultCode.COMPARE_TRUE);
        t.send(add, assertion("(comment=x)")).succeeds();
        t.send(modify(), assertion("(comment=before)")).succeeds();
        t.send(delete, assertion("(comment=after)")).succeeds();
    }

    @Test
    void anAssertionTellsNobodyOfATokenOrOfWhatIsNotThere() {
        stranger.send(search(), assertion("(securityToken=4711)")).fails(ResultCode.ASSERTION_FAILED);
        t.send(search(), assertion("(securityToken=4711)")).succeeds();
        t.send(t.searchRequest(tName("nobody"), SearchScope.BASE_OBJECT, Client.parse("(cn=*)")), assertion("(cn=*)"))
                .fails(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void anAssertionSpeaksTheDialectOfItsRequest() {
        Request modify = new ModifyRequest(
                t.octets(nName("p")), List.of(t.change(Modification.Kind.REPLACE, "comment", "after")));

        t.send(modify, assertion("(cn=q%)")).fails(ResultCode.ASSERTION_FAILED);
        t.send(modify, assertion("(&(cn=%)(ssecurity=4711))")).succeeds();
    }

    @Test
    void preAndPostReadShowTheEntryBeforeAndAfter() {
        Control pre = new ReadEntryRequest(List.of("comment", "ssecurity")).toControl(Oids.PRE_READ, true);
        Control post = new ReadEntryRequest(List.of("comment", "entryTTL")).toControl(Oids.POST_READ, true);

        Client.Reply reply = t.send(modify(), pre, post).succeeds();
        assertThat(entry(reply, Oids.PRE_READ)).containsExactly("comment: before", "ssecurity: 4711");
        assertThat(entry(reply, Oids.POST_READ)).containsExactly("comment: after", "entryTTL: 600");

        Client.Reply deleted = t.send(new DeleteRequest(t.octets(P)), pre).succeeds();
        assertThat(entry(deleted, Oids.PRE_READ)).containsExactly("comment: after", "ssecurity: 4711");

        Client.Reply added = t.send(
                        new AddRequest(t.octets(P), t.attributes("objectClass: rtPerson", "comment: new")), post)
                .succeeds();
        assertThat(entry(added, Oids.POST_READ)).containsExactly("comment: new", "entryTTL: 600");
    }

    @Test
    void aFailedChangeHasNoReadControls() {
        Control pre = new ReadEntryRequest(List.of("comment")).toControl(Oids.PRE_READ, true);

        assertThat(stranger.send(modify(), pre)
                        .fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)
                        .controls())
                .isEmpty();
    }

    @Test
    void subentriesAreGivenWhenAskedFor() {
        String schema =
                t.read(P, "subschemaSubentry").values("subschemaSubentry").getFirst();
        SearchRequest all = t.searchRequest(schema, SearchScope.WHOLE_SUBTREE, Client.parse("(objectClass=*)"), "1.1");

        assertThat(t.send(all, new Subentries(true).toControl(true)).succeeds().dns())
                .containsExactly(schema);
        assertThat(t.send(all, new Subentries(false).toControl(true)).succeeds().dns())
                .isEmpty();
        assertThat(t.send(all).succeeds().dns()).isEmpty();
        assertThat(t.read(schema, "1.1").dns()).containsExactly(schema);
    }
}
