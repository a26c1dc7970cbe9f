package org.rollcall.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceFlags;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.access.sddl.NoSddlFormException;
import org.rollcall.access.sddl.Sddl;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.control.DescriptorState;
import org.rollcall.server.control.PrincipalName;

/** A security descriptor as people read it, with names in the place of SIDs, and as SDDL. */
final class DescriptorText {
    private static final Map<Sid, String> WELL_KNOWN = Map.ofEntries(
            Map.entry(WellKnownSids.EVERYONE, "Everyone"),
            Map.entry(WellKnownSids.ANONYMOUS, "Anonymous Logon"),
            Map.entry(WellKnownSids.AUTHENTICATED_USERS, "Authenticated Users"),
            Map.entry(WellKnownSids.NETWORK, "Network"),
            Map.entry(WellKnownSids.OWNER_RIGHTS, "OWNER RIGHTS"),
            Map.entry(WellKnownSids.CREATOR_OWNER, "CREATOR OWNER"),
            Map.entry(WellKnownSids.CREATOR_GROUP, "CREATOR GROUP"),
            Map.entry(WellKnownSids.PRINCIPAL_SELF, "SELF"),
            Map.entry(WellKnownSids.LOCAL_SYSTEM, "SYSTEM"),
            Map.entry(WellKnownSids.ADMINISTRATORS, "BUILTIN\\Administrators"));

    /** One of the {@link Rights} that mean something here (docs/security.md). */
    private record Right(int bit, String name) {}

    private static final List<Right> RIGHTS = List.of(
            new Right(Rights.READ_PROPERTY, "read"),
            new Right(Rights.LIST_CONTENTS, "list"),
            new Right(Rights.WRITE_PROPERTY, "write"),
            new Right(Rights.CREATE_CHILD, "add beneath"),
            new Right(Rights.DELETE, "delete"),
            new Right(Rights.DELETE_CHILD, "delete beneath"),
            new Right(Rights.READ_CONTROL, "read descriptor"),
            new Right(Rights.WRITE_DAC, "change DACL"),
            new Right(Rights.WRITE_OWNER, "change owner"),
            new Right(Rights.ACCESS_SYSTEM_SECURITY, "SACL"));

    private static final List<String> HEADING = List.of("ENTRY", "", "WHO", "WHAT", "WHERE");

    private final SecurityDescriptor descriptor;
    private final Map<Sid, String> names = new HashMap<>(WELL_KNOWN);

    private DescriptorText(SecurityDescriptor descriptor, List<PrincipalName> known) {
        this.descriptor = descriptor;
        known.forEach(who -> who.name().ifPresent(name -> names.put(who.sid(), name.toString())));
    }

    /** @throws ControlException where what is kept is no descriptor */
    static DescriptorText of(DescriptorState state) throws ControlException {
        try {
            byte[] octets = state.descriptor()
                    .orElseThrow(() -> new IllegalArgumentException("there is none"))
                    .toByteArray();
            return new DescriptorText(SecurityDescriptor.decode(octets, DescriptorLimits.DEFAULT), state.names());
        } catch (InvalidDescriptorException e) {
            throw new ControlException(
                    Kind.FAILED,
                    state.entry() + " has something in the place of a descriptor that is none (" + e.text()
                            + "): only its owner and administrators may do anything with it, until `rollcall access set`"
                            + " or `clear`",
                    e);
        }
    }

    /** All that there is to say. */
    static List<String> lines(DescriptorState state) throws ControlException {
        List<String> lines = new ArrayList<>();
        lines.add(state.entry());
        lines.add("It belongs to " + state.belongsTo() + ". Whom an entry belongs to, and administrators, may do"
                + " everything with it.");
        if (state.descriptor().isEmpty()) {
            lines.add("It has no descriptor: everybody else may read it and nothing more.");
            return lines;
        }
        DescriptorText text = of(state);
        lines.add("Owner:  " + text.descriptor.owner().map(text::who).orElse("none"));
        lines.add("Group:  " + text.descriptor.group().map(text::who).orElse("none"));
        lines.add("SDDL:   " + text.written());
        lines.add("");
        lines.addAll(text.dacl());
        return lines;
    }

    private String written() {
        try {
            return format();
        } catch (NoSddlFormException e) {
            return "none: " + e.text();
        }
    }

    private String format() throws NoSddlFormException {
        return new Sddl(Optional.empty()).format(descriptor);
    }

    /** @throws ControlException where it has something that SDDL can't say */
    String sddl() throws ControlException {
        try {
            return format();
        } catch (NoSddlFormException e) {
            throw new ControlException(Kind.REFUSED, "the descriptor can't be written as SDDL: " + e.text(), e);
        }
    }

    private List<String> dacl() {
        List<Ace> aces = descriptor.dacl().aces();
        return switch (descriptor.dacl()) {
            case Acl.Absent _ -> List.of("It has no DACL: everybody may read it and nothing more.");
            case Acl.Null _ -> List.of("Its DACL is null: everybody may do everything with it.");
            case Acl.Entries _
            when aces.isEmpty() -> List.of("Its DACL is empty: nobody else may do anything with it.");
            case Acl.Entries _ -> {
                List<List<String>> rows = new ArrayList<>();
                rows.add(HEADING);
                for (int i = 0; i < aces.size(); i++) {
                    rows.add(row(i + 1, aces.get(i)));
                }
                yield Columns.lines(rows);
            }
        };
    }

    private List<String> row(int number, Ace ace) {
        String which = number + (ace.has(AceFlags.INHERITED) ? ", inherited" : "");
        return switch (ace) {
            case Ace.Known known ->
                List.of(which, effect(known), who(known.sid()), rights(known.mask()) + scope(known), where(known));
            case Ace.Opaque opaque ->
                List.of(which, "-", "-", "of type " + opaque.typeCode() + ", which means nothing", "-");
        };
    }

    private static String effect(Ace.Known ace) {
        return switch (ace.type().effect()) {
            case ALLOW -> "allows";
            case DENY -> "denies";
            case NONE -> "-";
        };
    }

    private String who(Sid sid) {
        return names.getOrDefault(sid, sid.toString());
    }

    private static String rights(int mask) {
        int mapped = GenericMapping.DIRECTORY.map(mask);
        int all = GenericMapping.DIRECTORY.all();
        if ((mapped & all) == all) {
            return "everything";
        }
        String named = RIGHTS.stream()
                .filter(right -> (mapped & right.bit) != 0)
                .map(Right::name)
                .collect(Collectors.joining(", "));
        return named.isEmpty() ? "nothing that means anything here" : named;
    }

    // Rights are to whole entries, and conditions are not looked at (docs/security.md): what either would limit is
    // denied
    // in whole, and granted not at all.
    private static String scope(Ace.Known ace) {
        boolean ofPart = ace instanceof Ace.OfObject part && part.objectType().isPresent();
        if (!ofPart && !ace.type().isCallback()) {
            return "";
        }
        return (ofPart ? " (of a part" : " (on a condition")
                + (ace.type().effect() == AceType.Effect.DENY ? ": taken for the whole)" : ": grants nothing)");
    }

    private static String where(Ace.Known ace) {
        boolean handsOn = ace.has(AceFlags.CONTAINER_INHERIT);
        String beneath =
                ace.has(AceFlags.NO_PROPAGATE_INHERIT) ? "what is added right beneath" : "what is added beneath";
        if (ace.has(AceFlags.INHERIT_ONLY)) {
            return handsOn ? beneath + only(ace) : "nowhere";
        }
        return handsOn ? "here, and " + beneath + only(ace) : "here";
    }

    private static String only(Ace.Known ace) {
        return ace instanceof Ace.OfObject part && part.inheritedObjectType().isPresent()
                ? ", of the class " + part.inheritedObjectType().get()
                : "";
    }
}
