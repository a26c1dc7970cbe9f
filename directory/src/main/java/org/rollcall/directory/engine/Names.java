package org.rollcall.directory.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;
import org.rollcall.ldap.name.Rdn;

/**
 * Normal forms: of names, and of the values that the index is keyed by. A name is its RDNs joined by {@code ,}; an RDN is
 * {@code type=value}, several joined by {@code +} in alphabetical order; those three characters and the backslash are
 * escaped in values. So the RDN of a person is the index key of its {@code cn}, and a key begins with the key of every
 * prefix of its value.
 */
final class Names {
    private static final int CACHE_SIZE = 64;
    private static final int LONGEST_CACHED = 100;

    /** An RDN and its normal form. */
    private record NormalRdn(Rdn rdn, String normal) {}

    /** An attribute with an index of its own. */
    record Indexed(AttributeType type, String keyPrefix) {}

    private static final String CN = "cn=";
    private static final String UID = "uid=";

    /** The key of all conferences: few among many people, and often asked for. */
    static final String CONFERENCES = "objectclass=rtconference";

    private final Schema schema;
    private final List<Indexed> indexed;
    private final @Nullable AttributeType cn;
    private final @Nullable MatchingRule fallback;
    private final AtomicReferenceArray<NormalRdn> containers = new AtomicReferenceArray<>(CACHE_SIZE);

    Names(Schema schema) {
        this.schema = schema;
        List<Indexed> found = new ArrayList<>();
        for (String name : List.of("cn", "uid", "mail")) {
            schema.attributeType(name).ifPresent(type -> found.add(new Indexed(type, keyPrefix(type))));
        }
        this.indexed = List.copyOf(found);
        this.cn = schema.attributeType("cn").orElse(null);
        this.fallback = schema.matchingRule("caseIgnoreMatch").orElse(null);
    }

    Schema schema() {
        return schema;
    }

    List<Indexed> indexed() {
        return indexed;
    }

    /** True for {@code cn}, by which hidden people are found. */
    boolean isCn(AttributeType type) {
        return type == cn;
    }

    @Nullable
    Indexed indexed(AttributeType type) {
        for (int i = 0; i < indexed.size(); i++) {
            if (indexed.get(i).type() == type) {
                return indexed.get(i);
            }
        }
        return null;
    }

    /** The attribute as a way to entries by plain names; null where it is none. */
    @Nullable
    NamedKey namedKey(AttributeType type, Index index) {
        Indexed attribute = indexed(type);
        MatchingRule rule = type.equality().orElse(null);
        return attribute == null || rule == null || !NamedKey.prepares(rule)
                ? null
                : new NamedKey(attribute, rule, index.prefixHash(attribute.keyPrefix()));
    }

    EntryName name(Dn dn) {
        StringBuilder normal = new StringBuilder(64);
        for (int i = 0; i < dn.size(); i++) {
            if (i > 0) {
                normal.append(',');
            }
            Rdn rdn = dn.rdns().get(i);
            if (i == 0) {
                appendRdn(normal, rdn);
            } else {
                normal.append(ofContainer(rdn));
            }
        }
        return new EntryName(normal.toString(), dn);
    }

    EntryName name(EntryName above, Rdn rdn) {
        StringBuilder normal = new StringBuilder(64);
        appendRdn(normal, rdn);
        if (!above.dn().isRoot()) {
            normal.append(',').append(above.normal());
        }
        return new EntryName(normal.toString(), above.dn().child(rdn));
    }

    // All but the leaf are the same few in nearly every name.
    private String ofContainer(Rdn rdn) {
        int place = rdn.hashCode() & (CACHE_SIZE - 1);
        NormalRdn cached = containers.get(place);
        if (cached == null || !cached.rdn().equals(rdn)) {
            StringBuilder normal = new StringBuilder(24);
            appendRdn(normal, rdn);
            if (normal.length() > LONGEST_CACHED) {
                return normal.toString();
            }
            cached = new NormalRdn(rdn, normal.toString());
            containers.set(place, cached);
        }
        return cached.normal();
    }

    /** The name of the entry with these contents. */
    EntryName nameOf(byte[] wire) {
        return name(dnOf(wire));
    }

    Dn dnOf(byte[] wire) {
        String text = new String(wire, Wire.dnOffset(wire), Wire.dnLength(wire), StandardCharsets.UTF_8);
        try {
            return DnParser.parse(text);
        } catch (InvalidNameException e) {
            throw new IllegalStateException("stored under an unreadable name: " + text, e);
        }
    }

    /** Whether the entry with these contents has the RDN of this name in normal form. */
    boolean hasRdn(byte[] wire, String normal) {
        int plain = Wire.plainName(wire);
        if (plain > 0) {
            String prefix = indexed.get(plain - 1).keyPrefix();
            int length = Wire.rdnValueLength(wire);
            if (normal.startsWith(prefix)
                    && rdnEnd(normal) == prefix.length() + length
                    && isPlainly(wire, Wire.rdnValueOffset(wire), length, normal, prefix.length())) {
                return true;
            }
        }
        return rdn(wire).equals(rdn(normal));
    }

    // A glance that settles most cases: small letters and digits are their own normal form.
    private static boolean isPlainly(byte[] wire, int offset, int length, String normal, int start) {
        for (int i = 0; i < length; i++) {
            byte octet = wire[offset + i];
            boolean itself =
                    (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') || octet == '@' || octet == '.';
            if (!itself || normal.charAt(start + i) != octet) {
                return false;
            }
        }
        return true;
    }

    /** Where the RDN of a name in normal form ends. */
    static int rdnEnd(String normal) {
        for (int i = 0; i < normal.length(); i++) {
            char c = normal.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ',') {
                return i;
            }
        }
        return normal.length();
    }

    static String rdn(String normal) {
        return normal.substring(0, rdnEnd(normal));
    }

    /** The name above, in normal form; empty for what has one RDN. */
    static String parent(String normal) {
        int end = rdnEnd(normal);
        return end == normal.length() ? "" : normal.substring(end + 1);
    }

    /**
     * What a writer reserves for a name: the value of {@code cn} or {@code uid}, so that a person, its applications
     * and what follows from one for the other are one step; the whole name for everything else.
     */
    String partitionKey(EntryName name) {
        String normal = name.normal();
        if (!normal.startsWith(CN) && !normal.startsWith(UID)) {
            return normal;
        }
        for (int i = 0; i < normal.length(); i++) {
            char c = normal.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ',') {
                return normal.substring(normal.indexOf('=') + 1, i);
            } else if (c == '+') {
                return normal;
            }
        }
        return normal;
    }

    /** As {@link #partitionKey(EntryName)}, for the entry with these contents. */
    String partitionKey(byte[] wire) {
        if (Wire.plainName(wire) == 0) {
            return partitionKey(nameOf(wire));
        }
        String rdn = rdn(wire);
        return rdn.startsWith(CN) || rdn.startsWith(UID)
                ? rdn.substring(rdn.indexOf('=') + 1)
                : partitionKey(nameOf(wire));
    }

    /** The RDN of the entry with these contents, in normal form. */
    String rdn(byte[] wire) {
        int plain = Wire.plainName(wire);
        if (plain > 0) {
            Indexed attribute = indexed.get(plain - 1);
            MatchingRule rule = attribute.type().equality().orElse(null);
            String value = rule == null
                    ? null
                    : rule.normalize(wire, Wire.rdnValueOffset(wire), Wire.rdnValueLength(wire))
                            .orElse(null);
            if (value != null) {
                return key(attribute, value);
            }
        }
        return rdn(nameOf(wire).normal());
    }

    /** The index key of a value of this attribute in normal form. */
    static String key(Indexed attribute, String normalValue) {
        StringBuilder key = new StringBuilder(attribute.keyPrefix().length() + normalValue.length());
        appendEscaped(key.append(attribute.keyPrefix()), normalValue);
        return key.toString();
    }

    /** Gives each key that an entry with these contents has in the index, once. */
    void keysOf(byte[] wire, Consumer<String> keys) {
        List<String> several = new ArrayList<>(4);
        for (int i = 0; i < indexed.size(); i++) {
            Indexed attribute = indexed.get(i);
            int index = Wire.indexOf(wire, attribute.type().id());
            if (index < 0) {
                continue;
            }
            MatchingRule rule = attribute.type().equality().orElse(null);
            int end = Wire.valuesEnd(wire, index);
            for (int at = Wire.valuesOffset(wire, index); at < end; ) {
                int contents = Elements.contents(wire, at);
                int length = Elements.length(wire, at);
                String normal = rule == null
                        ? null
                        : rule.normalize(wire, contents, length).orElse(null);
                if (normal != null) {
                    addOnce(several, key(attribute, normal));
                }
                at = contents + length;
            }
        }
        if (Wire.plainName(wire) == 0) {
            addOnce(several, rdn(wire));
        }
        if (Wire.kind(wire) == Wire.CONFERENCE) {
            addOnce(several, CONFERENCES);
        }
        several.forEach(keys);
    }

    private static void addOnce(List<String> keys, String key) {
        if (!keys.contains(key)) {
            keys.add(key);
        }
    }

    /** True for keys that also stand in the ordered index. */
    boolean isOrdered(String key) {
        for (int i = 0; i < indexed.size(); i++) {
            if (key.startsWith(indexed.get(i).keyPrefix())) {
                return true;
            }
        }
        return false;
    }

    private void appendRdn(StringBuilder out, Rdn rdn) {
        if (rdn.avas().size() == 1) {
            appendAva(out, rdn.avas().getFirst());
            return;
        }
        List<String> parts = new ArrayList<>(rdn.avas().size());
        for (Ava ava : rdn.avas()) {
            StringBuilder part = new StringBuilder();
            appendAva(part, ava);
            parts.add(part.toString());
        }
        Collections.sort(parts);
        out.append(String.join("+", parts));
    }

    private void appendAva(StringBuilder out, Ava ava) {
        AttributeType type = schema.attributeType(ava.type()).orElse(null);
        MatchingRule rule = type == null ? fallback : type.equality().orElse(fallback);
        String value = rule == null ? null : rule.normalize(ava.value()).orElse(null);
        Indexed known = type == null ? null : indexed(type);
        if (known != null) {
            out.append(known.keyPrefix());
        } else {
            out.append((type == null ? ava.type() : type.name()).toLowerCase(Locale.ROOT))
                    .append('=');
        }
        if (value == null) {
            // No normal form of text holds a control character, so what can't be prepared equals only itself.
            out.append('\u0000');
            appendEscaped(out, latin1(ava.value()));
        } else {
            appendEscaped(out, value);
        }
    }

    private static String latin1(OctetString value) {
        return new String(value.unsafeArray(), StandardCharsets.ISO_8859_1);
    }

    private static String keyPrefix(AttributeType type) {
        return type.name().toLowerCase(Locale.ROOT) + '=';
    }

    private static void appendEscaped(StringBuilder out, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '+' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
    }
}
