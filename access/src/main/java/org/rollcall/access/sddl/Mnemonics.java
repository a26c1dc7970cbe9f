package org.rollcall.access.sddl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.access.descriptor.AceFlags;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Control;
import org.rollcall.access.descriptor.Rights;

/** The names of types, flags and rights (MS-DTYP 2.5.1.1). */
final class Mnemonics {
    /** The entries that have a text form here. */
    static final Map<String, AceType> TYPES = Map.of(
            "A", AceType.ALLOWED,
            "D", AceType.DENIED,
            "AU", AceType.AUDIT,
            "OA", AceType.ALLOWED_OBJECT,
            "OD", AceType.DENIED_OBJECT,
            "OU", AceType.AUDIT_OBJECT,
            "ML", AceType.MANDATORY_LABEL,
            "SP", AceType.SCOPED_POLICY_ID);

    /** Entries with a condition or a resource attribute. */
    static final List<String> UNREAD_TYPES = List.of("XA", "XD", "ZA", "ZD", "XU", "RA");

    static final Table ACE_FLAGS = new Table(
            new Bits("OI", AceFlags.OBJECT_INHERIT),
            new Bits("CI", AceFlags.CONTAINER_INHERIT),
            new Bits("NP", AceFlags.NO_PROPAGATE_INHERIT),
            new Bits("IO", AceFlags.INHERIT_ONLY),
            new Bits("ID", AceFlags.INHERITED),
            new Bits("SA", AceFlags.SUCCESSFUL_ACCESS),
            new Bits("FA", AceFlags.FAILED_ACCESS));

    static final Table RIGHTS = new Table(
            new Bits("CC", Rights.CREATE_CHILD),
            new Bits("DC", Rights.DELETE_CHILD),
            new Bits("LC", Rights.LIST_CONTENTS),
            new Bits("SW", Rights.SELF_WRITE),
            new Bits("RP", Rights.READ_PROPERTY),
            new Bits("WP", Rights.WRITE_PROPERTY),
            new Bits("DT", Rights.DELETE_TREE),
            new Bits("LO", Rights.LIST_OBJECT),
            new Bits("CR", Rights.CONTROL_ACCESS),
            new Bits("SD", Rights.DELETE),
            new Bits("RC", Rights.READ_CONTROL),
            new Bits("WD", Rights.WRITE_DAC),
            new Bits("WO", Rights.WRITE_OWNER),
            new Bits("GA", Rights.GENERIC_ALL),
            new Bits("GX", Rights.GENERIC_EXECUTE),
            new Bits("GW", Rights.GENERIC_WRITE),
            new Bits("GR", Rights.GENERIC_READ));

    /** Several rights for files and registry keys in one name: read, not written. */
    static final Table COMPOSITE_RIGHTS = new Table(
            new Bits("FA", 0x001F_01FF),
            new Bits("FX", 0x0012_00A0),
            new Bits("FW", 0x0012_0116),
            new Bits("FR", 0x0012_0089),
            new Bits("KA", 0x000F_003F),
            new Bits("KR", 0x0002_0019),
            new Bits("KX", 0x0002_0019),
            new Bits("KW", 0x0002_0006));

    /** What the mask of a mandatory label says in place of rights (MS-DTYP 2.4.4.13). */
    static final Table LABEL_POLICIES = new Table(new Bits("NW", 0x1), new Bits("NR", 0x2), new Bits("NX", 0x4));

    private Mnemonics() {}

    /** The name of a type that has a text form here. */
    static Optional<String> name(AceType type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The names of all types that have a text form here, for people. */
    static String typeNames() {
        return TYPES.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    /** One name and the bits for which it stands. */
    record Bits(String name, int bits) {}

    /** Names in the order in which they are written. */
    record Table(List<Bits> names) {
        Table(Bits... names) {
            this(List.of(names));
        }

        Table and(Table more) {
            return new Table(Stream.concat(names.stream(), more.names.stream()).toList());
        }

        /** All names, for people. */
        String known() {
            return names.stream().map(Bits::name).collect(Collectors.joining(", "));
        }

        OptionalInt bits(String name) {
            for (Bits entry : names) {
                if (entry.name.equals(name)) {
                    return OptionalInt.of(entry.bits);
                }
            }
            return OptionalInt.empty();
        }

        /** The names of all bits, or nothing where one of them has no name. */
        Optional<String> text(int bits) {
            StringBuilder text = new StringBuilder();
            int named = 0;
            for (Bits entry : names) {
                if ((bits & entry.bits) != 0) {
                    text.append(entry.name);
                    named |= entry.bits;
                }
            }
            return named == bits ? Optional.of(text.toString()) : Optional.empty();
        }
    }

    /** One of the two lists: how it is called, and its control flags. */
    record Side(String name, List<Bits> flags) {
        static final Side DACL = new Side(
                "DACL",
                List.of(
                        new Bits("P", Control.DACL_PROTECTED),
                        new Bits("AR", Control.DACL_AUTO_INHERIT_REQUIRED),
                        new Bits("AI", Control.DACL_AUTO_INHERITED)));
        static final Side SACL = new Side(
                "SACL",
                List.of(
                        new Bits("P", Control.SACL_PROTECTED),
                        new Bits("AR", Control.SACL_AUTO_INHERIT_REQUIRED),
                        new Bits("AI", Control.SACL_AUTO_INHERITED)));
    }
}
