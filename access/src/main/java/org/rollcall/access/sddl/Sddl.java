package org.rollcall.access.sddl;

import java.util.Optional;
import java.util.function.Function;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;

/**
 * Descriptors as text (MS-DTYP 2.5.1), both ways, with the abbreviations of one domain.
 *
 * <p>Conditions and resource attributes have no text form here: entries with them are refused in either direction. What
 * SDDL itself can't say is lost when a descriptor is written: the control flags other than those of protection and
 * inheritance, the octet of the resource manager, and the revision of a list, which is the lowest possible when read.
 */
public final class Sddl {
    private final SidAliases aliases;
    private final Function<String, Optional<Sid>> names;

    /**
     * @param domain the domain whose groups the abbreviations DA, DU and their like stand for (those of the forest, EA
     *     and SA, and of the machine, LA and LG, too); without one they are refused
     * @throws IllegalArgumentException when the domain has 15 sub-authorities, and so no accounts
     */
    public Sddl(Optional<Sid> domain) {
        this(new SidAliases(domain), name -> Optional.empty());
    }

    private Sddl(SidAliases aliases, Function<String, Optional<Sid>> names) {
        this.aliases = aliases;
        this.names = names;
    }

    /**
     * The same, which reads a name in quotation marks wherever an identifier may stand; SDDL itself knows none. What is
     * written has none.
     *
     * @param names whose identifier a name stands for; empty where nobody has it
     */
    public Sddl naming(Function<String, Optional<Sid>> names) {
        return new Sddl(aliases, names);
    }

    /**
     * Reads a descriptor. Its parts may come in any order, each once; letters in either case.
     *
     * @throws InvalidSddlException when the text is not a descriptor, or has more entries than a list can have, or an
     *     entry with a condition or a resource attribute
     */
    public SecurityDescriptor parse(String text) throws InvalidSddlException {
        return new SddlParser(text, aliases, names).parse();
    }

    /**
     * Writes a descriptor, with abbreviations where there are any.
     *
     * @throws NoSddlFormException when it has an entry with a condition or a resource attribute, one of an unknown type,
     *     or one with flags or data that have no name
     */
    public String format(SecurityDescriptor descriptor) throws NoSddlFormException {
        return new SddlWriter(aliases).write(descriptor);
    }
}
