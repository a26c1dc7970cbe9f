package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.directory.Entry;
import org.rollcall.directory.Match;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.SearchScope;

/** The fast way out gives the octets that the plain encoder gives for the same entry, in both forms and encodings. */
class EntryReplyTest {
    private static final List<String> DESCRIPTIONS =
            List.of("comment", "location", "surname", "givenName", "rfc822Mailbox", "sport", "sflags", "ILSA77");
    private static final Set<String> OF_APPLICATION = Set.of("port", "applicationID");

    record Person(String name, List<Attribute> attributes) {}

    @Provide
    Arbitrary<Person> people() {
        Arbitrary<String> texts = Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.strings()
                                .withCharRange(' ', '~')
                                .ofMinLength(1)
                                .ofMaxLength(200)),
                Tuple.of(
                        2,
                        Arbitraries.strings()
                                .withChars("aäöüß ÿéñ")
                                .ofMinLength(1)
                                .ofMaxLength(300)),
                Tuple.of(
                        1,
                        Arbitraries.strings().withChars("a€漢字").ofMinLength(1).ofMaxLength(20)));
        Arbitrary<List<OctetString>> values =
                texts.map(OctetString::of).list().ofMinSize(1).ofMaxSize(4);
        Arbitrary<Attribute> attributes =
                Combinators.combine(Arbitraries.of(DESCRIPTIONS), values).as(Attribute::new);
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("abcZ09@.+]\"\\= üÿ€")
                .ofMinLength(1)
                .ofMaxLength(30)
                .map(name -> "n" + name + "n");
        return Combinators.combine(names, attributes.list().ofMaxSize(6).uniqueElements(Attribute::description))
                .as(Person::new);
    }

    @Provide
    Arbitrary<String> requested() {
        return Arbitraries.of(
                "cn",
                "comment",
                "Location",
                "sn",
                "surname",
                "mail",
                "sPort",
                "ilsa77",
                "sAppID",
                "nosuch",
                "entryTTL",
                "sttl");
    }

    @Property(tries = 200)
    void fastReplyIsThePlainOne(
            @ForAll("people") Person person,
            @ForAll boolean nForm,
            @ForAll boolean v2,
            @ForAll boolean typesOnly,
            @ForAll List<@From("requested") String> requested) {
        try (Site site = new Site()) {
            Schema schema = site.directory().schema();
            Client t = site.tClient();
            List<Attribute> attributes = new ArrayList<>(person.attributes());
            attributes.add(Attribute.of("sappid", "x"));
            OctetString dn = OctetString.of("c=-,o=Größe,cn=" + person.name() + ",objectClass=rtPerson");
            Assume.that(
                    t.send(new AddRequest(dn, attributes)).response().result().isSuccess());

            TextEncoding text = v2 ? TextEncoding.ISO_8859_1 : TextEncoding.UTF_8;
            Vocabulary vocabulary = new Vocabulary(site.directory());
            ListedClass list = nForm ? vocabulary.people() : null;
            ReplyShape shape = new ReplyShapes(schema).shape(requested, typesOnly, list, DescriptorParts.ALL);
            ByteBuf fast = Unpooled.buffer();
            ByteBuf plain = Unpooled.buffer();
            var cursor = t.caller()
                    .view()
                    .search(new SearchQuery(
                            vocabulary.people().base(),
                            SearchScope.SINGLE_LEVEL,
                            vocabulary.people().condition(),
                            vocabulary.people().pairing(),
                            false,
                            SearchQuery.START));
            cursor.advance(10, match -> {
                new EntryReply().write(fast, 300, match, shape, text);
                Reference reference = new Reference(schema, match, nForm, typesOnly, text);
                new MessageEncoder().encode(new LdapMessage(300, reference.entry(person, requested)), plain, text);
                return true;
            });

            assertThat(fast.isReadable()).isTrue();
            assertThat(ByteBufUtil.hexDump(fast)).isEqualTo(ByteBufUtil.hexDump(plain));
        }
    }

    /** The reply by the entry's values, one string at a time. */
    private record Reference(Schema schema, Match match, boolean nForm, boolean typesOnly, TextEncoding text) {

        SearchResultEntry entry(Person person, List<String> requested) {
            String name = nForm
                    ? "c=-,o=Größe,cn=" + person.name() + ",objectClass=rtPerson"
                    : match.entry().name().dn().toString();
            List<Attribute> attributes = new ArrayList<>();
            if (requested.isEmpty()) {
                addAll(attributes, match.entry(), false);
                if (nForm) {
                    addAll(attributes, match.application(), true);
                }
            }
            List<String> distinct = requested.stream().distinct().toList();
            for (String description : distinct) {
                Optional<AttributeType> type = schema.attributeType(NameMapping.attribute(description));
                if (type.isPresent()) {
                    addOne(attributes, description, type.get());
                }
            }
            return new SearchResultEntry(OctetString.wrap(text.encode(name)), attributes);
        }

        private void addAll(List<Attribute> attributes, Entry entry, boolean ofApplication) {
            for (int i = 0; i < entry.size(); i++) {
                AttributeType type = entry.type(i);
                boolean isPaired = nForm && OF_APPLICATION.contains(type.name());
                if (isPaired == ofApplication) {
                    String name = nForm ? NameMapping.message(type.names()) : type.name();
                    attributes.add(attribute(name, type, entry.values(type)));
                }
            }
        }

        private void addOne(List<Attribute> attributes, String description, AttributeType type) {
            List<OctetString> values;
            if (description.equals("sttl")) {
                values = List.of(OctetString.of("10"));
            } else if (description.equals("entryTTL")) {
                values = List.of(OctetString.of("600"));
            } else if (nForm && OF_APPLICATION.contains(type.name())) {
                values = match.application().values(type);
            } else {
                values = match.entry().values(type);
            }
            if (!values.isEmpty()) {
                attributes.add(attribute(description, type, values));
            }
        }

        private Attribute attribute(String name, AttributeType type, List<OctetString> values) {
            return new Attribute(
                    name,
                    typesOnly
                            ? List.of()
                            : values.stream()
                                    .map(value -> type.syntax().isText()
                                            ? OctetString.wrap(text.encode(value.utf8()))
                                            : value)
                                    .toList());
        }
    }
}
