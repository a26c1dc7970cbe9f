package org.rollcall.ldap.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
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
import org.rollcall.ldap.message.ProtocolOp;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.Response;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.SearchResultReference;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.UnbindRequest;

/** Messages of every type, for property tests. */
public final class Messages {
    private Messages() {}

    public static Arbitrary<OctetString> octets() {
        Arbitrary<byte[]> small = Arbitraries.bytes().array(byte[].class).ofMaxSize(12);
        Arbitrary<byte[]> large = Arbitraries.integers()
                .between(120, 300)
                .map(length -> "v".repeat(length).getBytes(StandardCharsets.US_ASCII));
        Arbitrary<byte[]> words = Arbitraries.of("", "a", "jc@rome.gov", "o=Intranet", "10", "%", "H323", "Jürgen")
                .map(word -> word.getBytes(StandardCharsets.UTF_8));
        return Arbitraries.frequencyOf(Tuple.of(6, small), Tuple.of(3, words), Tuple.of(1, large))
                .map(OctetString::copyOf);
    }

    public static Arbitrary<String> descriptions() {
        return Arbitraries.oneOf(
                Arbitraries.of("cn", "sappid", "ILSA39321630", "objectClass", "cn;lang-en", "2.5.4.3", "a"),
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(60));
    }

    /** Text without halves of surrogate pairs, which no encoding can carry. */
    public static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(20),
                Arbitraries.strings().withCharRange('\u00a0', '\u04ff').ofMaxLength(20),
                Arbitraries.of("", "\ud83d\udcde calling", "x".repeat(200)));
    }

    public static Arbitrary<String> oids() {
        return Arbitraries.of("1.3.6.1.1.8", "1.2.840.113556.1.4.319", "2.16.840.1.113730.3.4.2");
    }

    public static Arbitrary<Attribute> attributes() {
        return Combinators.combine(descriptions(), octets().list().ofMaxSize(3)).as(Attribute::new);
    }

    public static Arbitrary<Attribute> attributesWithValues() {
        return Combinators.combine(descriptions(), octets().list().ofMinSize(1).ofMaxSize(3))
                .as(Attribute::new);
    }

    public static Arbitrary<Control> controls() {
        return Combinators.combine(oids(), Arbitraries.of(true, false), octets().optional())
                .as(Control::new);
    }

    public static Arbitrary<Filter> filters() {
        Arbitrary<Filter> items = Arbitraries.oneOf(
                Combinators.combine(descriptions(), octets()).as(Filter.Equality::new),
                Combinators.combine(descriptions(), octets()).as(Filter.GreaterOrEqual::new),
                Combinators.combine(descriptions(), octets()).as(Filter.LessOrEqual::new),
                Combinators.combine(descriptions(), octets()).as(Filter.Approximate::new),
                descriptions().map(Filter.Present::new),
                substrings(),
                extensible());
        return nested(items, 4);
    }

    private static Arbitrary<Filter> nested(Arbitrary<Filter> items, int levels) {
        if (levels == 0) {
            return items;
        }
        Arbitrary<Filter> inner = Arbitraries.lazy(() -> nested(items, levels - 1));
        return Arbitraries.frequencyOf(
                Tuple.of(4, items),
                Tuple.of(1, inner.map(Filter.Not::new)),
                Tuple.of(1, inner.list().ofMaxSize(3).map(Filter.And::new)),
                Tuple.of(1, inner.list().ofMaxSize(3).map(Filter.Or::new)));
    }

    private static Arbitrary<Filter> substrings() {
        Arbitrary<OctetString> parts = octets().filter(part -> !part.isEmpty());
        return Combinators.combine(
                        descriptions(), parts.optional(), parts.list().ofMaxSize(3), parts.optional())
                .as(Filter.Substrings::new)
                .filter(filter -> filter.initial().isPresent()
                        || !filter.any().isEmpty()
                        || filter.last().isPresent())
                .map(Filter.class::cast);
    }

    private static Arbitrary<Filter> extensible() {
        return Combinators.combine(
                        Arbitraries.of("caseExactMatch", "2.5.13.5").optional(),
                        descriptions().optional(),
                        octets(),
                        Arbitraries.of(true, false))
                .as(Filter.Extensible::new)
                .filter(filter -> filter.matchingRule().isPresent()
                        || filter.description().isPresent())
                .map(Filter.class::cast);
    }

    public static Arbitrary<LdapResult> results() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5000).map(ResultCode::new),
                        texts(),
                        texts(),
                        Arbitraries.of("ldap://a.test/o=Intranet", "ldap://b.test")
                                .list()
                                .ofMaxSize(2))
                .as(LdapResult::new);
    }

    private static Arbitrary<BindRequest.Authentication> authentications() {
        return Arbitraries.oneOf(
                octets().map(BindRequest.Simple::new),
                Combinators.combine(Arbitraries.of("NTLM", "EXTERNAL", "GSS-SPNEGO"), octets().optional())
                        .as(BindRequest.Sasl::new));
    }

    private static Arbitrary<BindRequest.Authentication> otherAuthentications() {
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of(BindRequest.Sicily.Step.class), octets())
                        .as(BindRequest.Sicily::new),
                Arbitraries.of(1, 2, 4, 12, 30).map(BindRequest.Unknown::new));
    }

    /** What UnboundID's SDK knows too. */
    public static Arbitrary<Request> standardRequests() {
        return Arbitraries.oneOf(List.of(
                Combinators.combine(Arbitraries.of(2, 3), utf8Octets(), authentications())
                        .as(BindRequest::new),
                Arbitraries.just(new UnbindRequest()),
                Combinators.combine(
                                utf8Octets(),
                                Arbitraries.of(SearchScope.class),
                                Arbitraries.of(DerefAliases.class),
                                Arbitraries.integers().greaterOrEqual(0),
                                Arbitraries.integers().greaterOrEqual(0),
                                Arbitraries.of(true, false),
                                filters(),
                                Arbitraries.oneOf(descriptions(), Arbitraries.of("*", "+", "1.1", "@person"))
                                        .list()
                                        .ofMaxSize(8))
                        .as(SearchRequest::new),
                Combinators.combine(
                                utf8Octets(),
                                Combinators.combine(Arbitraries.of(Modification.Kind.class), attributes())
                                        .as(Modification::new)
                                        .list()
                                        .ofMinSize(1)
                                        .ofMaxSize(4))
                        .as(ModifyRequest::new),
                Combinators.combine(
                                utf8Octets(),
                                attributesWithValues().list().ofMinSize(1).ofMaxSize(5))
                        .as(AddRequest::new),
                utf8Octets().map(DeleteRequest::new),
                Combinators.combine(
                                utf8Octets(),
                                utf8Octets(),
                                Arbitraries.of(true, false),
                                utf8Octets().optional())
                        .as(ModifyDnRequest::new),
                Combinators.combine(utf8Octets(), descriptions(), octets()).as(CompareRequest::new),
                Arbitraries.integers().greaterOrEqual(0).map(AbandonRequest::new),
                Combinators.combine(oids(), octets().optional()).as(ExtendedRequest::new)));
    }

    public static Arbitrary<Response> standardResponses() {
        return Arbitraries.oneOf(List.of(
                Combinators.combine(results(), octets().optional()).as(BindResponse::new),
                Combinators.combine(utf8Octets(), attributes().list().ofMaxSize(6))
                        .as(SearchResultEntry::new),
                texts().list().ofMinSize(1).ofMaxSize(3).map(SearchResultReference::new),
                results().map(SearchResultDone::new),
                results().map(ModifyResponse::new),
                results().map(AddResponse::new),
                results().map(DeleteResponse::new),
                results().map(ModifyDnResponse::new),
                results().map(CompareResponse::new),
                Combinators.combine(results(), oids().optional(), octets().optional())
                        .as(ExtendedResponse::new),
                Combinators.combine(oids().optional(), octets().optional()).as(IntermediateResponse::new)));
    }

    private static Arbitrary<OctetString> utf8Octets() {
        return texts().map(OctetString::of);
    }

    public static Arbitrary<Request> requests() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, standardRequests()),
                Tuple.of(
                        1,
                        Combinators.combine(Arbitraries.of(2, 3, 127), octets(), otherAuthentications())
                                .as(BindRequest::new)));
    }

    public static Arbitrary<LdapMessage> of(Arbitrary<? extends ProtocolOp> ops) {
        return Combinators.combine(
                        Arbitraries.integers().greaterOrEqual(1),
                        ops,
                        controls().list().ofMaxSize(2))
                .as(LdapMessage::new);
    }

    public static Optional<OctetString> some(String value) {
        return Optional.of(OctetString.of(value));
    }
}
