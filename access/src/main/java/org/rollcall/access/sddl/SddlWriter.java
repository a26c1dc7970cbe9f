package org.rollcall.access.sddl;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.SecurityDescriptor;

/** Writes one descriptor: owner, group, DACL, SACL. */
final class SddlWriter {
    private final SidAliases aliases;
    private final StringBuilder out = new StringBuilder();

    SddlWriter(SidAliases aliases) {
        this.aliases = aliases;
    }

    String write(SecurityDescriptor descriptor) throws NoSddlFormException {
        descriptor.owner().ifPresent(sid -> out.append("O:").append(aliases.text(sid)));
        descriptor.group().ifPresent(sid -> out.append("G:").append(aliases.text(sid)));
        acl(Mnemonics.Side.DACL, descriptor.control(), descriptor.dacl());
        acl(Mnemonics.Side.SACL, descriptor.control(), descriptor.sacl());
        return out.toString();
    }

    private void acl(Mnemonics.Side side, int control, Acl acl) throws NoSddlFormException {
        if (acl instanceof Acl.Absent) {
            return;
        }
        out.append(side.name().charAt(0)).append(':');
        side.flags().forEach(flag -> out.append((control & flag.bits()) != 0 ? flag.name() : ""));
        if (acl instanceof Acl.Null) {
            out.append(SddlParser.NULL_ACL);
        }
        List<Ace> aces = acl.aces();
        for (int i = 0; i < aces.size(); i++) {
            ace(aces.get(i), "entry " + (i + 1) + " of the " + side.name() + " has no form in SDDL: ");
        }
    }

    private void ace(Ace ace, String trouble) throws NoSddlFormException {
        if (!(ace instanceof Ace.Known known)) {
            throw new NoSddlFormException(trouble + "its type is " + ace.typeCode());
        }
        AceType type = known.type();
        Optional<String> name = Mnemonics.name(type);
        if (name.isEmpty()) {
            throw new NoSddlFormException(
                    trouble + "it has a condition or a resource attribute, which are not written here");
        }
        if (known.data().length() > 0) {
            throw new NoSddlFormException(trouble + "it has " + known.data().length() + " octets of data");
        }
        Optional<String> flags = Mnemonics.ACE_FLAGS.text(ace.flags());
        if (flags.isEmpty()) {
            throw new NoSddlFormException(trouble + "not all of its flags, " + ace.flags() + ", have a name");
        }
        out.append('(').append(name.get()).append(';').append(flags.get()).append(';');
        out.append(mask(type, known.mask())).append(';');
        if (known instanceof Ace.OfObject ofObject) {
            out.append(text(ofObject.objectType())).append(';').append(text(ofObject.inheritedObjectType()));
        } else {
            out.append(';');
        }
        out.append(';').append(aliases.text(known.sid())).append(')');
    }

    private static String mask(AceType type, int mask) {
        Mnemonics.Table table = type == AceType.MANDATORY_LABEL ? Mnemonics.LABEL_POLICIES : Mnemonics.RIGHTS;
        return table.text(mask).orElseGet(() -> "0x" + Integer.toHexString(mask));
    }

    private static String text(Optional<UUID> guid) {
        return guid.map(UUID::toString).orElse("");
    }
}
