package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Owner;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;

/** Entries as stores keep them: what is read is what was written. */
class StoredEntryTest {
    private static final Schema SCHEMA = SchemaLoader.defaultSchema();
    private static final long WALL_SECONDS = 1_800_000_000L;
    private static final List<String> NAMES =
            List.of("givenName", "sn", "description", "mail", "comment", "sFlags", "c", "ilsA39321630", "ilsA5");
    private static final List<Owner> OWNERS = List.of(
            Owner.SERVER, new Owner.Network("2001:db8::/64"), new Owner.Principal("Zoë"), new Owner.Principal(""));
    private static final List<String> DNS = List.of(
            "cn=a,ou=Dynamic,o=Intranet", "cn=b\\,b\\+\\\\,appName=x,ou=Applications,o=Intranet", "uid=Zoë,o=Intranet");

    private final EngineSettings settings = EngineSettings.DEFAULT;
    private final Names names = new Names(SCHEMA);
    private final KnownTypes known = KnownTypes.of(SCHEMA);
    private final Clocks clocks = new Clocks(() -> 1_000L, () -> Instant.ofEpochSecond(WALL_SECONDS));
    private final Leases leases = new Leases(settings);
    private final Guards guards = new Guards(known.securityDescriptor().id());
    private final StoredEntries stored = new StoredEntries(
            new Sight(names, known, leases, clocks, guards, new Computed(SCHEMA, known, Tree.SUBSCHEMA)));
    private final Composer composer =
            new Composer(SCHEMA, names, known, new Descriptors(known, guards), settings.maxEntryBytes());

    private static List<OctetString> values(Random random, int most) {
        List<OctetString> values = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            byte[] value = new byte[random.nextInt(20) == 0 ? random.nextInt(80_000) : random.nextInt(200)];
            random.nextBytes(value);
            values.add(OctetString.wrap(value));
        }
        return values;
    }

    private static NewEntry entry(Random random, Names names) {
        List<Attribute> attributes = new ArrayList<>(List.of(Attribute.of("objectClass", "rtPerson", "dynamicObject")));
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                attributes.add(new Attribute(name, values(random, 4)));
            }
        }
        List<Attribute> hidden = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            hidden.add(new Attribute("hidden" + i, values(random, 3)));
        }
        String dn = DNS.get(random.nextInt(DNS.size()));
        return new NewEntry(names.name(Tree.parse(dn)), attributes, new LeaseTerm.Static(), hidden);
    }

    private static Node node(byte[] wire, long lease, Random random) {
        Node node = new Node(
                wire,
                lease,
                new Accounts().open(Owner.SERVER, 0),
                null,
                random.nextLong(),
                random.nextLong(),
                random.nextInt(),
                1 + random.nextInt(100_000));
        node.modifiedSeconds = random.nextInt();
        return node;
    }

    /** The attributes that contents have, by the names of the schema. */
    private static List<Attribute> attributesOf(byte[] wire, Schema schema) {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < Wire.attributes(wire); i++) {
            attributes.add(
                    new Attribute(schema.attributeType(Wire.typeId(wire, i)).name(), Wire.values(wire, i)));
        }
        return attributes;
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void whatIsReadIsWhatWasWritten(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        NewEntry entry = entry(random, names);
        byte[] wire = composer.compose(entry);
        Owner owner = OWNERS.get(random.nextInt(OWNERS.size()));
        boolean graceful = random.nextBoolean();
        int seconds = 1 + random.nextInt(1_000_000);
        Leases.Term term = new Leases.Term(Duration.ofSeconds(seconds).toNanos(), graceful, false);
        Node running = node(wire, leases.begin(term, clocks.nowNanos()), random);
        Node unending = node(wire, Lease.STATIC, random);

        StoredEntry begun = StoredEntry.read(stored.encode(unending, wire, owner, unending.modifiedSeconds, term));
        StoredEntry goingOn = StoredEntry.read(stored.encode(running, wire, owner, running.modifiedSeconds, null));
        StoredEntry without = StoredEntry.read(stored.encode(unending, wire, owner, unending.modifiedSeconds, null));
        StoredEntry ended =
                StoredEntry.read(stored.encode(running, wire, owner, running.modifiedSeconds, Leases.Term.STATIC));

        assertThat(begun.lease()).isEqualTo(new StoredEntry.Term(seconds, graceful, WALL_SECONDS + seconds));
        assertThat(goingOn.lease())
                .isEqualTo(new StoredEntry.Term(running.grantedSeconds, graceful, WALL_SECONDS + seconds));
        assertThat(without.lease()).isNull();
        assertThat(ended.lease()).isNull();
        Schema later = SchemaLoader.defaultSchema();
        if (random.nextBoolean()) {
            // Now these have other numbers.
            later.resolveForStorage("ilsA5");
            later.resolveForStorage("ilsA39321630");
        }
        for (StoredEntry each : List.of(begun, goingOn, without, ended)) {
            Node node = each == begun || each == without ? unending : running;
            assertThat(each.owner()).isEqualTo(owner);
            assertThat(each.uuid()).isEqualTo(new UUID(node.uuidHigh, node.uuidLow));
            assertThat(each.createdSeconds()).isEqualTo(node.createdSeconds);
            assertThat(each.modifiedSeconds()).isEqualTo(node.modifiedSeconds);
            assertThat(each.contents()).isEqualTo(wire);
            byte[] taken = new Numbering(later).take(each);
            assertThat(attributesOf(taken, later)).isEqualTo(attributesOf(wire, SCHEMA));
            assertThat(Wire.hidden(taken)).isEqualTo(entry.hidden());
            assertThat(new Names(later).nameOf(taken)).isEqualTo(entry.name());
        }
    }

    private byte[] example() {
        Random random = new Random(5);
        byte[] wire = composer.compose(new NewEntry(
                names.name(Tree.parse(DNS.getFirst())),
                List.of(Attribute.of("objectClass", "rtPerson"), Attribute.of("sn", "x", "y")),
                new LeaseTerm.Static(),
                List.of(Attribute.of("c", "de"))));
        Leases.Term term = new Leases.Term(1_000_000_000L, false, false);
        return stored.encode(node(wire, Lease.STATIC, random), wire, OWNERS.get(1), 7, term)
                .toByteArray();
    }

    @Test
    void namesThatAreThoseOfAnotherAreKeptOnce() throws Exception {
        OctetString record = OctetString.wrap(example());
        OctetString names = StoredEntry.read(record).names();

        assertThat(StoredEntry.read(record, names).names()).isSameAs(names);
        for (OctetString other : List.of(OctetString.EMPTY, OctetString.of("cn"), record)) {
            assertThat(StoredEntry.read(record, other).names()).isEqualTo(names);
        }
    }

    private static byte[] taken(byte[] octets) throws StoredEntry.Unreadable {
        return new Numbering(SCHEMA).take(StoredEntry.read(OctetString.wrap(octets)));
    }

    @Test
    void whatIsCutOffOrTooLongIsUnreadable() throws Exception {
        byte[] whole = example();
        assertThat(attributesOf(taken(whole), SCHEMA)).hasSize(3);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> taken(cut)).isInstanceOf(StoredEntry.Unreadable.class);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> taken(longer)).hasMessageContaining("not an entry's");
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void damageIsUnreadableOrAnotherEntry(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] octets = example();
        for (int i = random.nextInt(4); i >= 0; i--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
        try {
            byte[] wire = taken(octets);
            assertThat(attributesOf(wire, SCHEMA)).isNotEmpty();
            assertThat(Wire.hidden(wire)).isNotNull();
        } catch (StoredEntry.Unreadable | DirectoryException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void aLaterFormIsNamed() {
        byte[] octets = example();
        octets[0] = 9;

        assertThatThrownBy(() -> StoredEntry.read(OctetString.wrap(octets)))
                .isInstanceOf(StoredEntry.Unreadable.class)
                .hasMessage("an entry of form 9; this version reads 1");
    }

    @Test
    void whatTheSchemaDoesNotKnowIsNamed() {
        String text = new String(example(), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> taken(text.replace("rtPerson", "rtPurson").getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("rtPurson");
        assertThatThrownBy(() -> taken(text.replace("\0\2sn", "\0\2zz").getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("zz");
    }

    @Test
    void aCheckHearsWhatIsWrongWithARecord() {
        OctetString key = OctetString.of("any");
        byte[] octets = example();
        assertThat(StoredRecords.problem(Store.Table.ENTRIES, key, OctetString.wrap(octets)))
                .isEmpty();
        OctetString shorter = OctetString.wrap(Arrays.copyOf(octets, octets.length - 1));
        assertThat(StoredRecords.problem(Store.Table.ENTRIES, key, shorter))
                .hasValue("contents that are not an entry's");
        OctetString cut = OctetString.wrap(Arrays.copyOf(octets, 10));
        assertThat(StoredRecords.problem(Store.Table.ENTRIES, key, cut))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("no entry that this version reads: "));
        assertThat(StoredRecords.problem(Store.Table.ACCOUNTS, key, cut)).isEmpty();
    }
}
