package org.rollcall.ldap.ldif;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.Modification;

/** Bodies of records as they may be, for properties. */
final class Records {
    private Records() {}

    /** Any octets, often such as need care. */
    static Arbitrary<OctetString> octets() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200).map(OctetString::wrap),
                Arbitraries.strings()
                        .withChars(' ', ':', '<', '#', '-', '\n', '\r', '\t', 'a', 'é', '€', '\0')
                        .ofMaxLength(8)
                        .map(OctetString::of),
                Arbitraries.strings().ascii().ofMaxLength(300).map(OctetString::of));
    }

    static Arbitrary<String> descriptions() {
        return Combinators.combine(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .withCharRange('A', 'Z')
                                .ofMinLength(1)
                                .ofMaxLength(1),
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .withCharRange('A', 'Z')
                                .withCharRange('0', '9')
                                .withChars('-', ';')
                                .ofMaxLength(90))
                .as(String::concat)
                .filter(name -> !name.equalsIgnoreCase("control") && !name.equalsIgnoreCase("changetype"));
    }

    /** Each with another description and at least one value: so LDIF can say them. */
    static Arbitrary<List<Attribute>> attributes() {
        return Combinators.combine(descriptions(), octets().list().ofMinSize(1).ofMaxSize(4))
                .as(Attribute::new)
                .list()
                .ofMaxSize(6)
                .map(Records::distinct);
    }

    private static List<Attribute> distinct(List<Attribute> attributes) {
        Map<String, Attribute> byName = new TreeMap<>();
        attributes.forEach(each -> byName.put(each.description().toLowerCase(Locale.ROOT), each));
        return List.copyOf(byName.values());
    }

    // An empty value is no trouble here, but UnboundID's SDK makes base64 of the whole line then.
    private static Arbitrary<List<Control>> controls() {
        return Combinators.combine(
                        Arbitraries.of("1.2.3", "2.16.840.1.113730.3.4.2", "0.9"),
                        Arbitraries.of(true, false),
                        octets().filter(value -> !value.isEmpty()).optional())
                .as(Control::new)
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<Modification> modifications() {
        return Combinators.combine(
                        Arbitraries.of(Modification.Kind.class),
                        Combinators.combine(descriptions(), octets().list().ofMaxSize(4))
                                .as(Attribute::new))
                .as(Modification::new);
    }

    static Arbitrary<LdifBody> bodies() {
        return Arbitraries.oneOf(
                attributes().map(LdifBody.Content::new),
                Combinators.combine(controls(), attributes()).as(LdifBody.Add::new),
                controls().map(LdifBody.Delete::new),
                Combinators.combine(controls(), modifications().list().ofMaxSize(4))
                        .as(LdifBody.Modify::new),
                Combinators.combine(controls(), octets(), Arbitraries.of(true, false), octets().optional())
                        .as(LdifBody.ModifyDn::new));
    }
}
