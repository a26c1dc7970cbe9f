package org.rollcall.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rollcall.bench.people.People;
import org.rollcall.bench.wire.Filters;
import org.rollcall.bench.wire.Requests;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.EntryWriter;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.ResultWriter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.SearchResultEntry;

/** Requests in, replies out: what the wire alone takes from each operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow"})
public class CodecBenchmark {
    private static final int ID = 12_345;
    private static final List<String> NAMES =
            List.of("cn", "givenName", "sn", "mail", "location", "comment", "ipAddress");

    private final MessageDecoder decoder = new MessageDecoder(DecoderLimits.DEFAULT);
    private final MessageEncoder encoder = new MessageEncoder();
    private final EntryWriter entryWriter = new EntryWriter();
    private final ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(4_096);
    private final ByteBuf search = direct(
            Requests.search(People.PEOPLE_BASE, Requests.Scope.ONE, Filters.equal("cn", People.name(123)), NAMES));
    private final ByteBuf sttlRefresh = direct(Requests.search(
            "objectClass=rtPerson",
            Requests.Scope.BASE,
            Filters.and(
                    Filters.equal("objectClass", "rtPerson"),
                    Filters.equal("cn", People.name(123)),
                    Filters.equal("sttl", "10")),
            List.of("sttl")));
    private final ByteBuf refresh = direct(Requests.refresh(People.personDn(People.name(123)), 600));
    private final ByteBuf add = direct(People.addPerson(123, 600));
    private final byte[] dn = People.personDn(People.name(123)).getBytes(StandardCharsets.UTF_8);
    private byte[][] names = {};
    private byte[][] values = {};
    private LdapMessage entry = new LdapMessage(ID, new SearchResultEntry(OctetString.EMPTY, List.of()));

    private static ByteBuf direct(byte[] operation) {
        byte[] message = Requests.message(ID, operation);
        return PooledByteBufAllocator.DEFAULT.directBuffer(message.length).writeBytes(message);
    }

    /** The seven attributes as the records of the codec, and as the slices that an engine keeps. */
    @Setup
    public void fill() {
        List<Requests.Values> chosen = People.person(People.name(123), 123).stream()
                .filter(attribute -> NAMES.contains(attribute.attribute()))
                .toList();
        names = chosen.stream()
                .map(a -> a.attribute().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        values = chosen.stream()
                .map(a -> a.values().getFirst().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        List<Attribute> attributes = chosen.stream()
                .map(a -> new Attribute(
                        a.attribute(), a.values().stream().map(OctetString::of).toList()))
                .toList();
        entry = new LdapMessage(
                ID, new SearchResultEntry(OctetString.of(People.personDn(People.name(123))), attributes));
    }

    @TearDown
    public void release() {
        List.of(out, search, sttlRefresh, refresh, add).forEach(ByteBuf::release);
    }

    /** A search for an exact name. */
    @Benchmark
    public LdapMessage decodeSearch() throws ProtocolException {
        return decoder.decodeRequest(search.readerIndex(0));
    }

    /** An N-client's refresh. */
    @Benchmark
    public LdapMessage decodeSttlRefresh() throws ProtocolException {
        return decoder.decodeRequest(sttlRefresh.readerIndex(0));
    }

    /** RFC 2589's refresh. */
    @Benchmark
    public LdapMessage decodeRefresh() throws ProtocolException {
        return decoder.decodeRequest(refresh.readerIndex(0));
    }

    /** A person with twenty attributes. */
    @Benchmark
    public LdapMessage decodeAdd() throws ProtocolException {
        return decoder.decodeRequest(add.readerIndex(0));
    }

    /** The reply to a search, as the hot path writes it: from slices. */
    @Benchmark
    public int writeEntryAndDone() {
        out.clear();
        entryWriter.begin(out, ID).objectName(dn, 0, dn.length);
        for (int i = 0; i < names.length; i++) {
            entryWriter.attribute(names[i]).value(values[i], 0, values[i].length);
        }
        entryWriter.end();
        ResultWriter.searchDone(out, ID);
        return out.readableBytes();
    }

    /** The same entry by way of the records. */
    @Benchmark
    public int encodeEntryRecord() {
        out.clear();
        encoder.encode(entry, out, TextEncoding.UTF_8);
        return out.readableBytes();
    }
}
