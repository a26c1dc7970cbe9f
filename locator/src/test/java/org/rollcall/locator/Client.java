package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rollcall.access.sddl.InvalidSddlException;
import org.rollcall.access.sddl.Sddl;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.RequestForm;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.control.RefreshRequest;
import org.rollcall.ldap.control.RefreshResponse;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.filter.FilterParser;
import org.rollcall.ldap.filter.InvalidFilterException;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.SearchScope;

/**
 * A client: what it says and hears goes through the octets of the wire. Whatever a routine answers has to be, octet by
 * octet, what the ordinary way answers. Used by one thread.
 */
final class Client {
    private final Locator locator;
    private final Caller caller;
    private final TextEncoding text;
    private final RequestOctets octets = new RequestOctets();
    private int lastId;
    private boolean routine;
    private String answered = "";

    Client(Locator locator, Caller caller) {
        this.locator = locator;
        this.caller = caller;
        this.text = caller.version().text();
    }

    Caller caller() {
        return caller;
    }

    /** What came back; entries as lines of {@code name: value}, {@code dn} first, in the order of the reply. */
    record Reply(List<SearchResultEntry> entries, ResultResponse response, List<Control> controls, TextEncoding text) {
        ResultCode code() {
            return response.result().code();
        }

        String message() {
            return response.result().diagnosticMessage();
        }

        List<String> lines() {
            return entries.stream().flatMap(this::lines).toList();
        }

        private Stream<String> lines(SearchResultEntry entry) {
            return Stream.concat(
                    Stream.of("dn: " + text.decode(entry.objectName())),
                    entry.attributes().stream()
                            .flatMap(attribute -> attribute.values().isEmpty()
                                    ? Stream.of(attribute.description() + ":")
                                    : attribute.values().stream()
                                            .map(value -> attribute.description() + ": " + text.decode(value))));
        }

        List<String> dns() {
            return entries.stream()
                    .map(entry -> text.decode(entry.objectName()))
                    .toList();
        }

        List<String> values(String description) {
            return entries.stream()
                    .flatMap(entry -> entry.attributes().stream())
                    .filter(attribute -> attribute.description().equals(description))
                    .flatMap(attribute -> attribute.values().stream())
                    .map(text::decode)
                    .toList();
        }

        Reply succeeds() {
            assertThat(code()).as(message()).isEqualTo(ResultCode.SUCCESS);
            return this;
        }

        Reply fails(ResultCode code) {
            assertThat(code()).as(message()).isEqualTo(code);
            assertThat(message()).isNotEmpty();
            assertThat(entries).isEmpty();
            return this;
        }
    }

    Reply send(Request request, Control... controls) {
        try {
            return send(encoded(request, controls));
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    /** A request as this client writes it. */
    ByteBuf encoded(Request request, Control... controls) {
        ByteBuf wire = Unpooled.buffer();
        new MessageEncoder().encode(new LdapMessage(++lastId, request, List.of(controls)), wire, text);
        return wire;
    }

    /**
     * A request in octets; its message is taken from them.
     *
     * @throws ProtocolException where that is none; a routine has not answered it either
     * @throws IllegalArgumentException as {@link Locator#begin}
     */
    Reply send(ByteBuf wire) throws ProtocolException {
        ByteBuf early = Unpooled.buffer();
        boolean isShort = octets.read(wire, wire.readerIndex(), wire.readableBytes());
        if (isShort) {
            locator.foresee(new RequestOctets[] {octets}, 1, caller);
            assertThat(octets.form()).as("nothing is found beforehand").isSameAs(RequestForm.NONE);
        }
        int entries = isShort ? locator.answer(octets, caller, early) : Locator.NO_ROUTINE;
        routine = entries != Locator.NO_ROUTINE;
        LdapMessage message;
        try {
            message = new MessageDecoder(DecoderLimits.DEFAULT).decode(wire);
        } catch (ProtocolException e) {
            assertThat(routine).as("answered what is no message").isFalse();
            throw e;
        }
        int id = message.messageId();
        ByteBuf out = Unpooled.buffer();
        ordinary(id, message, out);
        locator.learn(octets, message, caller);
        if (routine) {
            assertThat(octets.form().fits(octets)).as("its form is known").isTrue();
            assertThat(octets.form()).isNotSameAs(RequestForm.NONE);
            assertThat(ByteBufUtil.hexDump(early)).isEqualTo(ByteBufUtil.hexDump(out));
            assertThat(entries).isEqualTo(reply(id, early).entries().size());
        } else {
            assertThat(early.isReadable()).as("nothing written").isFalse();
        }
        answered = ByteBufUtil.hexDump(out);
        return reply(id, out);
    }

    /** The octets that came back last. */
    String answered() {
        return answered;
    }

    /** Whether a routine answered the last request. */
    boolean routine() {
        return routine;
    }

    private void ordinary(int id, LdapMessage message, ByteBuf out) {
        Work work = locator.begin(message, caller);
        switch (work) {
            case Work.Done done -> encode(id, done.answer(), out);
            case Work.Pending pending ->
                encode(id, pending.answer().toCompletableFuture().join(), out);
            case Work.Streaming streaming -> {
                while (!streaming.stream().advance(out, 100, 1000)) {
                    assertThat(streaming.stream().result()).isEqualTo(ResultCode.SUCCESS);
                }
            }
        }
    }

    private void encode(int id, Work.Answer answer, ByteBuf out) {
        new MessageEncoder().encode(new LdapMessage(id, answer.response(), answer.controls()), out, text);
    }

    private Reply reply(int id, ByteBuf out) {
        List<SearchResultEntry> entries = new ArrayList<>();
        while (true) {
            LdapMessage message = decode(out);
            assertThat(message.messageId()).isEqualTo(id);
            switch (message.op()) {
                case SearchResultEntry entry -> entries.add(entry);
                case ResultResponse response -> {
                    assertThat(out.isReadable())
                            .as("nothing follows the result")
                            .isFalse();
                    return new Reply(entries, response, message.controls(), text);
                }
                default -> throw new AssertionError("unexpected " + message);
            }
        }
    }

    static LdapMessage decode(ByteBuf octets) {
        try {
            return new MessageDecoder(DecoderLimits.DEFAULT).decode(octets);
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    // Text as this client writes it.
    OctetString octets(String string) {
        return OctetString.wrap(text.encode(string));
    }

    Reply search(String base, SearchScope scope, String filter, String... attributes) {
        return search(base, scope, parse(filter), attributes);
    }

    Reply search(String base, SearchScope scope, Filter filter, String... attributes) {
        return send(searchRequest(base, scope, filter, attributes));
    }

    SearchRequest searchRequest(String base, SearchScope scope, Filter filter, String... attributes) {
        return new SearchRequest(octets(base), scope, DerefAliases.NEVER, 0, 0, false, filter, List.of(attributes));
    }

    static Filter parse(String filter) {
        try {
            return FilterParser.parse(filter);
        } catch (InvalidFilterException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    /** A search of the list of people, as NetMeeting sends it. */
    Reply people(String filter, String... attributes) {
        return search("objectClass=rtPerson", SearchScope.BASE_OBJECT, filter, attributes);
    }

    Reply conferences(String filter, String... attributes) {
        return search("objectClass=rtConference", SearchScope.BASE_OBJECT, filter, attributes);
    }

    /** A search of what stands directly under {@code ou=Dynamic}, as TAPI sends it. */
    Reply dynamic(String filter, String... attributes) {
        return search("ou=Dynamic,o=Intranet", SearchScope.SINGLE_LEVEL, filter, attributes);
    }

    /** One entry by its DN. */
    Reply read(String dn, String... attributes) {
        return search(dn, SearchScope.BASE_OBJECT, "(objectClass=*)", attributes);
    }

    /** @param lines {@code name: value}; lines of one name become one attribute */
    Reply add(String dn, String... lines) {
        return send(new AddRequest(octets(dn), attributes(lines)));
    }

    List<Attribute> attributes(String... lines) {
        Map<String, List<OctetString>> values = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            values.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(octets(line.substring(colon + 2)));
        }
        return values.entrySet().stream()
                .map(entry -> new Attribute(entry.getKey(), entry.getValue()))
                .toList();
    }

    Reply modify(String dn, Modification... changes) {
        return send(new ModifyRequest(octets(dn), List.of(changes)));
    }

    /** A modify that replaces: {@code name: value}, lines of one name together. */
    Reply replace(String dn, String... lines) {
        return send(new ModifyRequest(
                octets(dn),
                attributes(lines).stream()
                        .map(attribute -> new Modification(Modification.Kind.REPLACE, attribute))
                        .toList()));
    }

    Modification change(Modification.Kind kind, String name, String... values) {
        return new Modification(
                kind,
                new Attribute(name, Arrays.stream(values).map(this::octets).toList()));
    }

    Reply delete(String dn) {
        return send(new DeleteRequest(octets(dn)));
    }

    Reply compare(String dn, String description, String value) {
        return send(new CompareRequest(octets(dn), description, octets(value)));
    }

    /** A security descriptor, written in SDDL. */
    static OctetString descriptor(String sddl) {
        try {
            return OctetString.wrap(new Sddl(Optional.empty()).parse(sddl).encode());
        } catch (InvalidSddlException e) {
            throw new IllegalArgumentException(sddl, e);
        }
    }

    /** RFC 2589. */
    Reply refresh(String dn, long seconds) {
        return send(new RefreshRequest(octets(dn), seconds).toRequest());
    }

    static int grantedSeconds(Reply reply) {
        Optional<OctetString> value = ((ExtendedResponse) reply.response()).value();
        try {
            return RefreshResponse.decode(value.orElseThrow()).responseTtlSeconds();
        } catch (org.rollcall.ldap.ber.BerException e) {
            throw new AssertionError(e);
        }
    }

    /** A person as NetMeeting registers it, visible, with what else is given. */
    Reply registerPerson(String name, String... more) {
        String[] lines = Stream.concat(Stream.of("cn: " + name, "sflags: 1"), Arrays.stream(more))
                .toArray(String[]::new);
        return add("c=-,o=Microsoft, cn=" + name + ", objectClass=rtPerson", lines);
    }

    /** An application of a person, as NetMeeting adds it. */
    Reply registerApplication(String name, String id, String... more) {
        String[] lines = Stream.concat(Stream.of("smodop: 0", "sappid: " + id), Arrays.stream(more))
                .toArray(String[]::new);
        return replace("c=-,o=Microsoft, cn=" + name + ", objectClass=rtPerson", lines);
    }

    static String nName(String name) {
        return "cn=" + name + ",objectClass=rtPerson";
    }

    static String tName(String name) {
        return "cn=" + name + ",ou=Dynamic,o=Intranet";
    }

    static String applicationName(String name, String id) {
        return "cn=" + name + ",appName=" + id + ",ou=Applications,o=Intranet";
    }
}
