package org.rollcall.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.codec.RequestForm;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.control.RefreshRequest;
import org.rollcall.ldap.filter.FilterParser;
import org.rollcall.ldap.filter.InvalidFilterException;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ProtocolOp;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.session.OperationKind;

/** A line is the same whether its request was decoded or not. */
class UndecodedWordsTest {
    private static final int MANY = 10_000;
    private static final String PLAIN = "abcxyzABCXYZ0189@._-";

    /** Where the name stands, as a percent sign: in bases, filters, and names of entries to be refreshed. */
    private static final List<String> BASES = List.of(
            "o=Intranet",
            "objectClass=rtPerson",
            "",
            "cn=%,ou=Dynamic,o=Intranet",
            "ou=\"quoted\"\\,o=Büro,o=\n",
            "ou=" + "x".repeat(600),
            "ou=sub,o=one");

    private static final List<String> FILTERS = List.of(
            "(cn=%)",
            "(&(objectClass=rtPerson)(cn=%)(sttl=10))",
            "(&(cn=%)(sn=%))",
            "(|(cn=%)(!(x=\\00\\2a\\28é\\ff)))",
            "(&(comment=" + "y".repeat(480) + ")(cn=%))",
            "(&(comment=" + "y".repeat(600) + ")(cn=%))",
            "(objectClass=*)");

    /** @param entry of a refresh; a search where there is none */
    record Shape(String base, String filter, Optional<String> entry) {
        ProtocolOp about(String name) {
            if (entry.isPresent()) {
                return new RefreshRequest(OctetString.of(entry.get().replace("%", name)), 600).toRequest();
            }
            try {
                return new SearchRequest(
                        OctetString.of(base.replace("%", name)),
                        SearchScope.SINGLE_LEVEL,
                        DerefAliases.NEVER,
                        0,
                        0,
                        false,
                        FilterParser.parse(filter.replace("%", name)),
                        List.of("cn", "sn"));
            } catch (InvalidFilterException e) {
                throw new AssertionError(e);
            }
        }

        /** Otherwise the octets of a short name may still be found, but as a tag or a length. */
        boolean isNamed() {
            return entry.orElse(base + filter).contains("%");
        }

        OperationKind kind() {
            return entry.isPresent() ? OperationKind.EXTENDED : OperationKind.SEARCH;
        }
    }

    private static RequestOctets octets(ProtocolOp op) {
        ByteBuf pdu = Unpooled.wrappedBuffer(Requests.encode(3, op));
        RequestOctets octets = new RequestOctets();
        Assume.that(octets.read(pdu, 0, pdu.readableBytes()));
        return octets;
    }

    private static void answered(LogLab lab, Shape shape, RequestOctets octets) {
        lab.desk().answered(LogLab.CLIENT, ProtocolVersion.V2, octets, shape.kind(), 1, 1_000, 124_456);
    }

    private static void hasTheSameLine(LogLab lab, Shape shape, ProtocolOp op, RequestOctets octets) {
        answered(lab, shape, octets);
        assertThat(lab.line()).isEqualTo(lab.line(shape.kind(), op, ResultCode.SUCCESS, 1));
    }

    @Property(tries = 1_500)
    void itsLineIsTheSame(
            @ForAll LineForm form, @ForAll("shapes") Shape shape, @ForAll("namesOfOneLength") List<String> names) {
        LogLab lab = new LogLab(form);
        RequestForm known = RequestForm.NONE;
        for (String name : names) {
            ProtocolOp op = shape.about(name);
            RequestOctets octets = octets(op);
            if (known == RequestForm.NONE && shape.isNamed()) {
                known = RequestForm.around(octets, OctetString.of(name)).orElse(known);
            }
            if (known != RequestForm.NONE && known.fits(octets)) {
                octets.found(known);
            }
            hasTheSameLine(lab, shape, op, octets);
        }
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of(BASES), Arbitraries.of(FILTERS))
                        .as((base, filter) -> new Shape(base, filter, Optional.empty())),
                Arbitraries.of(BASES).map(entry -> new Shape("", "", Optional.of(entry))));
    }

    @Provide
    Arbitrary<List<String>> namesOfOneLength() {
        return Arbitraries.integers()
                .between(1, 60)
                .flatMap(length -> Arbitraries.frequencyOf(
                                Tuple.of(
                                        5,
                                        Arbitraries.strings().withChars(PLAIN).ofLength(length)),
                                Tuple.of(
                                        1,
                                        Arbitraries.of(Stream.of("a", "b", "s", "y")
                                                .map(letter -> letter.repeat(length))
                                                .toList())))
                        .list()
                        .ofSize(3));
    }

    @Test
    void moreFormsThanAreRememberedGetTheirLinesToo() {
        LogLab lab = new LogLab(LineForm.TEXT);
        for (int i = 0; i < 5_000; i++) {
            Shape shape = new Shape("o=" + i, "(cn=%)", Optional.empty());
            ProtocolOp op = shape.about("anna");
            RequestOctets octets = octets(op);
            octets.found(RequestForm.around(octets, OctetString.of("anna")).orElseThrow());
            hasTheSameLine(lab, shape, op, octets);
        }
    }

    @Test
    void aLineOfAKnownFormTakesNoMemory() {
        LogLab lab = new LogLab(LineForm.TEXT);
        Shape shape = new Shape("o=Intranet", "(&(objectClass=rtPerson)(cn=%))", Optional.empty());
        RequestOctets octets = octets(shape.about("anna"));
        octets.found(RequestForm.around(octets, OctetString.of("anna")).orElseThrow());
        manyTimes(lab, shape, octets);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        manyTimes(lab, shape, octets);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MANY);
        assertThat(lab.ring().lost()).isZero();
    }

    private static void manyTimes(LogLab lab, Shape shape, RequestOctets octets) {
        for (int i = 0; i < MANY; i++) {
            answered(lab, shape, octets);
            lab.ring().drain((array, offset, length) -> {});
        }
    }

    @Test
    void namesStandAsTheyWereSent() {
        LogLab lab = new LogLab(LineForm.TEXT);
        Shape shape = new Shape("o=Intranet", "(cn=%)", Optional.empty());
        RequestForm form = RequestForm.around(octets(shape.about("anna")), OctetString.of("anna"))
                .orElseThrow();
        RequestOctets shouted = octets(shape.about("BeRt"));
        shouted.found(form);

        answered(lab, shape, shouted);

        assertThat(lab.line()).contains("filter=\"(cn=BeRt)\"");
    }
}
