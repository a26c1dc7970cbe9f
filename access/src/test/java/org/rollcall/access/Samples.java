package org.rollcall.access;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.Control;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

/** Identifiers, entries and descriptors for tests, single ones and at random. */
public final class Samples {
    public static final Sid DOMAIN = Sid.of(5, 21, 1, 2, 3);
    public static final Sid ALICE = DOMAIN.append(1001);
    public static final Sid BOB = DOMAIN.append(1002);
    public static final Sid STAFF = DOMAIN.append(1100);

    public static final UUID CLASS = UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    public static final UUID SET = UUID.fromString("bf9679c0-0de6-11d0-a285-00aa003049e2");
    public static final UUID PROPERTY = UUID.fromString("72e39547-7b18-11d1-adef-00c04fd8d5cd");
    public static final UUID OTHER_PROPERTY = UUID.fromString("f3a64788-5306-11d1-a9c5-0000f80367c1");
    public static final UUID THIRD_PROPERTY = UUID.fromString("80863791-dbe9-4eb8-837e-7f0ab55d9ac7");

    /** The example of MS-DTYP 2.5.1.4, as text and as octets. */
    public static final String EXAMPLE_SDDL =
            "O:BAG:BAD:P(A;CIOI;GRGX;;;BU)(A;CIOI;GA;;;BA)(A;CIOI;GA;;;SY)(A;CIOI;GA;;;CO)S:P(AU;FA;GR;;;WD)";

    public static final String EXAMPLE_HEX = """
            01 00 14 b0 90 00 00 00 a0 00 00 00 14 00 00 00
            30 00 00 00 02 00 1c 00 01 00 00 00 02 80 14 00
            00 00 00 80 01 01 00 00 00 00 00 01 00 00 00 00
            02 00 60 00 04 00 00 00 00 03 18 00 00 00 00 a0
            01 02 00 00 00 00 00 05 20 00 00 00 21 02 00 00
            00 03 18 00 00 00 00 10 01 02 00 00 00 00 00 05
            20 00 00 00 20 02 00 00 00 03 14 00 00 00 00 10
            01 01 00 00 00 00 00 05 12 00 00 00 00 03 14 00
            00 00 00 10 01 01 00 00 00 00 00 03 00 00 00 00
            01 02 00 00 00 00 00 05 20 00 00 00 20 02 00 00
            01 02 00 00 00 00 00 05 20 00 00 00 20 02 00 00
            """;

    private static final List<Sid> NAMED = List.of(
            ALICE,
            BOB,
            STAFF,
            DOMAIN.append(512),
            WellKnownSids.EVERYONE,
            WellKnownSids.ANONYMOUS,
            WellKnownSids.AUTHENTICATED_USERS,
            WellKnownSids.PRINCIPAL_SELF,
            WellKnownSids.CREATOR_OWNER,
            WellKnownSids.CREATOR_GROUP,
            WellKnownSids.OWNER_RIGHTS);

    private static final List<Integer> SINGLE_RIGHTS = List.of(
            Rights.READ_PROPERTY,
            Rights.WRITE_PROPERTY,
            Rights.READ_CONTROL,
            Rights.WRITE_DAC,
            Rights.WRITE_OWNER,
            Rights.DELETE,
            Rights.GENERIC_READ,
            Rights.GENERIC_ALL,
            Rights.ACCESS_SYSTEM_SECURITY,
            Rights.MAXIMUM_ALLOWED);

    private Samples() {}

    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    public static byte[] example() {
        return hex(EXAMPLE_HEX);
    }

    /** A descriptor that Alice owns, with this DACL. */
    public static SecurityDescriptor ofAlice(Ace... dacl) {
        return SecurityDescriptor.EMPTY.withOwner(ALICE).withGroup(STAFF).withDacl(Acl.of(dacl));
    }

    public static Ace.OfObject ofObject(AceType type, Sid sid, int mask, UUID objectType) {
        return new Ace.OfObject(type, 0, mask, Optional.of(objectType), Optional.empty(), sid, Octets.EMPTY);
    }

    /** Those of tokens often, and any others now and then. */
    public static Arbitrary<Sid> sids() {
        return Arbitraries.frequencyOf(Tuple.of(8, namedSids()), Tuple.of(1, anySids()));
    }

    public static Arbitrary<Sid> namedSids() {
        return Arbitraries.of(NAMED);
    }

    public static Arbitrary<Sid> anySids() {
        Arbitrary<Long> authorities = Arbitraries.longs().between(0, (1L << 48) - 1);
        Arbitrary<long[]> parts = Arbitraries.longs()
                .between(0, (1L << 32) - 1)
                .array(long[].class)
                .ofMinSize(0)
                .ofMaxSize(15);
        return Combinators.combine(authorities, parts).as(Sid::of);
    }

    /** A few rights together, and any masks now and then. */
    public static Arbitrary<Integer> masks() {
        Arbitrary<Integer> some = Arbitraries.of(SINGLE_RIGHTS)
                .list()
                .ofMinSize(0)
                .ofMaxSize(3)
                .map(rights -> rights.stream().reduce(0, (a, b) -> a | b));
        return Arbitraries.frequencyOf(
                Tuple.of(5, some), Tuple.of(1, Arbitraries.integers().between(Integer.MIN_VALUE, Integer.MAX_VALUE)));
    }

    public static Arbitrary<UUID> guids() {
        return Arbitraries.of(CLASS, SET, PROPERTY, OTHER_PROPERTY, THIRD_PROPERTY, new UUID(-1, 0));
    }

    private static Arbitrary<Octets> data() {
        Arbitrary<Octets> some = Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(octets -> Octets.copyOf(Arrays.copyOf(octets, octets.length * 4)));
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(Octets.EMPTY)), Tuple.of(1, some));
    }

    private static Arbitrary<Integer> aceFlags() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(0, 0x1F)),
                Tuple.of(1, Arbitraries.integers().between(0, 0xFF)));
    }

    /** Entries of all kinds, most of them such as stand in a DACL. */
    public static Arbitrary<Ace> aces() {
        Arbitrary<AceType> plainTypes = Arbitraries.of(AceType.values()).filter(type -> !type.isObjectSpecific());
        Arbitrary<AceType> objectTypes = Arbitraries.of(AceType.values()).filter(AceType::isObjectSpecific);
        Arbitrary<Ace> simple = Combinators.combine(
                        Arbitraries.of(AceType.ALLOWED, AceType.DENIED), aceFlags(), masks(), sids())
                .as((type, flags, mask, sid) -> new Ace.Plain(type, flags, mask, sid, Octets.EMPTY));
        Arbitrary<Ace> plain = Combinators.combine(plainTypes, aceFlags(), masks(), sids(), data())
                .as(Ace.Plain::new);
        Arbitrary<Ace> ofObject = Combinators.combine(
                        objectTypes, aceFlags(), masks(), guids().optional(0.7), guids().optional(0.3), sids(), data())
                .as(Ace.OfObject::new);
        Arbitrary<Ace> opaque = Combinators.combine(
                        Arbitraries.of(0x03, 0x04, 0x08, 0x0E, 0x10, 0x14, 0x15, 0xFF), aceFlags(), data())
                .as(Ace.Opaque::new);
        return Arbitraries.frequencyOf(
                Tuple.of(10, simple), Tuple.of(4, ofObject), Tuple.of(3, plain), Tuple.of(1, opaque));
    }

    public static Arbitrary<Acl> acls() {
        Arbitrary<Acl> entries = Combinators.combine(
                        Arbitraries.of(Acl.REVISION, Acl.REVISION_DS),
                        aces().list().ofMaxSize(7))
                .as(Acl.Entries::new);
        return Arbitraries.frequencyOf(
                Tuple.of(8, entries),
                Tuple.of(1, Arbitraries.just(new Acl.Absent())),
                Tuple.of(1, Arbitraries.just(new Acl.Null())));
    }

    public static Arbitrary<SecurityDescriptor> descriptors() {
        Arbitrary<Integer> controls = Arbitraries.of(
                        Control.OWNER_DEFAULTED,
                        Control.GROUP_DEFAULTED,
                        Control.DACL_DEFAULTED,
                        Control.SACL_DEFAULTED,
                        Control.DACL_AUTO_INHERIT_REQUIRED,
                        Control.SACL_AUTO_INHERITED,
                        Control.DACL_PROTECTED,
                        Control.SACL_PROTECTED,
                        Control.RESOURCE_MANAGER_VALID)
                .set()
                .ofMaxSize(4)
                .map(flags -> flags.stream().reduce(0, (a, b) -> a | b));
        return Combinators.combine(
                        controls,
                        Arbitraries.integers().between(0, 255),
                        sids().optional(0.8),
                        sids().optional(0.5),
                        acls(),
                        acls())
                .as(SecurityDescriptor::new);
    }
}
