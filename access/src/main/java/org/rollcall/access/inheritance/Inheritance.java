package org.rollcall.access.inheritance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceFlags;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.Control;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

/**
 * Makes the descriptor of a new object (CreateSecurityDescriptor, MS-DTYP 2.5.3.4), inheriting automatically, as a
 * directory does.
 *
 * <p>Where the pseudo-code of MS-DTYP contradicts its prose or its flags' definitions, the latter hold: entries of the
 * creator that no child would inherit are kept (2.5.3.4), inherit-only entries are inherited (2.5.3.4.4, below the code),
 * the kind of child is told by an entry's InheritedObjectType (2.4.4.3), a generic right is replaced by what it stands for,
 * GENERIC_ALL too (2.4.3). Generic rights are mapped in inherit-only entries as well, since all objects of a directory
 * share one mapping and none stores generic rights (MS-ADTS 5.1.3.2). Defaults also take the place of an inherited DACL
 * that has no entry for this object.
 */
public final class Inheritance {
    private static final int INHERITABLE = AceFlags.OBJECT_INHERIT | AceFlags.CONTAINER_INHERIT;

    /** What the inheritance of an entry is about. */
    private static final int FLAGS =
            INHERITABLE | AceFlags.NO_PROPAGATE_INHERIT | AceFlags.INHERIT_ONLY | AceFlags.INHERITED;

    private final GenericMapping mapping;

    /** @param mapping what generic rights in entries stand for */
    public Inheritance(GenericMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * The descriptor of a new object.
     *
     * @param container the descriptor of what it will stand in, if that has one
     * @param creator what its creator wishes, if anything: each of the four parts may be absent
     * @param defaults owner, group and DACL for where nothing else says what they are; for its owner this is the creator
     * @throws InvalidDescriptorException when wishes and inherited entries together make too large a list
     */
    public SecurityDescriptor describe(
            NewObject object,
            Optional<SecurityDescriptor> container,
            Optional<SecurityDescriptor> creator,
            SecurityDescriptor defaults)
            throws InvalidDescriptorException {
        return new Description(
                        object,
                        container.orElse(SecurityDescriptor.EMPTY),
                        creator.orElse(SecurityDescriptor.EMPTY),
                        defaults)
                .make();
    }

    /** The control flags of one list, and how its name is spelt. */
    private enum Side {
        DACL(Control.DACL_DEFAULTED, Control.DACL_AUTO_INHERITED, Control.DACL_PROTECTED),
        SACL(Control.SACL_DEFAULTED, Control.SACL_AUTO_INHERITED, Control.SACL_PROTECTED);

        private final int defaulted;
        private final int autoInherited;
        private final int isProtected;

        Side(int defaulted, int autoInherited, int isProtected) {
            this.defaulted = defaulted;
            this.autoInherited = autoInherited;
            this.isProtected = isProtected;
        }
    }

    /** One descriptor in the making. */
    private final class Description {
        private final NewObject object;
        private final SecurityDescriptor container;
        private final SecurityDescriptor creator;
        private final SecurityDescriptor defaults;
        private final Optional<Sid> owner;
        private final Optional<Sid> group;
        private int control;

        Description(
                NewObject object,
                SecurityDescriptor container,
                SecurityDescriptor creator,
                SecurityDescriptor defaults) {
            this.object = object;
            this.container = container;
            this.creator = creator;
            this.defaults = defaults;
            this.owner = creator.owner().or(defaults::owner);
            this.group = creator.group().or(defaults::group);
        }

        // MS-DTYP 2.5.3.4.1
        SecurityDescriptor make() throws InvalidDescriptorException {
            control = creator.control() & Control.RESOURCE_MANAGER_VALID;
            if (creator.owner().isEmpty() && owner.isPresent()) {
                control |= Control.OWNER_DEFAULTED;
            }
            if (creator.group().isEmpty() && group.isPresent()) {
                control |= Control.GROUP_DEFAULTED;
            }
            Acl sacl = acl(Side.SACL, container.sacl(), creator.sacl(), new Acl.Absent());
            Acl dacl = acl(Side.DACL, container.dacl(), creator.dacl(), defaults.dacl());
            return new SecurityDescriptor(control, creator.resourceManager(), owner, group, sacl, dacl);
        }

        // MS-DTYP 2.5.3.4.2
        private Acl acl(Side side, Acl inContainer, Acl wished, Acl byDefault) throws InvalidDescriptorException {
            return switch (wished) {
                case Acl.Null none -> {
                    control |= creator.control() & side.isProtected;
                    yield none;
                }
                case Acl.Entries entries -> {
                    boolean isProtected = (creator.control() & side.isProtected) != 0;
                    List<Ace> aces = explicit(entries.aces(), isProtected);
                    if (isProtected) {
                        control |= side.isProtected;
                    } else if (hasInheritable(inContainer)) {
                        control |= side.autoInherited;
                        aces.addAll(inherited(inContainer.aces()));
                    }
                    yield entries(side, entries.revision(), aces);
                }
                case Acl.Absent absent -> unwished(side, inContainer, byDefault);
            };
        }

        private Acl unwished(Side side, Acl inContainer, Acl byDefault) throws InvalidDescriptorException {
            List<Ace> inherited = inherited(inContainer.aces());
            if (!inherited.isEmpty()) {
                control |= side.autoInherited;
                return entries(side, Acl.REVISION, inherited);
            }
            if (byDefault instanceof Acl.Absent) {
                return byDefault;
            }
            control |= side.defaulted;
            return byDefault instanceof Acl.Entries entries
                    ? entries(side, entries.revision(), explicit(entries.aces(), false))
                    : byDefault;
        }

        /** @param least the revision that the list has in any case: one that was wished is not lowered */
        private static Acl entries(Side side, int least, List<Ace> aces) throws InvalidDescriptorException {
            if (Acl.sizeOf(aces) > Acl.MAX_OCTETS) {
                throw new InvalidDescriptorException("the " + side + " would have " + Acl.sizeOf(aces)
                        + " octets with what is inherited; " + Acl.MAX_OCTETS + " are the most");
            }
            return new Acl.Entries(Math.max(least, Acl.of(aces).revision()), aces);
        }

        // MS-DTYP 2.5.3.4.3
        private static boolean hasInheritable(Acl acl) {
            return acl.aces().stream().anyMatch(ace -> ace.has(INHERITABLE));
        }

        /** What the container's entries become here (MS-DTYP 2.5.3.4.4). */
        private List<Ace> inherited(List<Ace> ofContainer) {
            List<Ace> aces = new ArrayList<>();
            for (Ace ace : ofContainer) {
                boolean forItsKind =
                        ace.has(object.isContainer() ? AceFlags.CONTAINER_INHERIT : AceFlags.OBJECT_INHERIT);
                boolean passedOn =
                        object.isContainer() && ace.has(INHERITABLE) && !ace.has(AceFlags.NO_PROPAGATE_INHERIT);
                int flags = (ace.flags() & ~FLAGS) | AceFlags.INHERITED;
                int further = passedOn ? ace.flags() & INHERITABLE : 0;
                place(ace, flags, further, forItsKind && isForItsType(ace), aces);
            }
            return aces;
        }

        /** What the creator's entries become: none is lost but those that were inherited, which come anew or not at all. */
        private List<Ace> explicit(List<Ace> wished, boolean isProtected) {
            List<Ace> aces = new ArrayList<>();
            for (Ace ace : wished) {
                if (ace.has(AceFlags.INHERITED) && !isProtected) {
                    continue;
                }
                int flags = ace.flags() & ~AceFlags.INHERITED;
                if (ace.has(AceFlags.INHERIT_ONLY) || !namesCreator(ace)) {
                    aces.add(mapped(ace).withFlags(flags));
                } else {
                    int further = object.isContainer() ? flags & (INHERITABLE | AceFlags.NO_PROPAGATE_INHERIT) : 0;
                    place(ace, flags & ~FLAGS, (further & INHERITABLE) != 0 ? further : 0, true, aces);
                }
            }
            return aces;
        }

        /**
         * Adds an entry as it is for this object, as it is for those below, or both in one where they are the same.
         *
         * @param further the flags with which those below inherit it, 0 where they don't
         */
        private void place(Ace ace, int flags, int further, boolean effective, List<Ace> aces) {
            if (effective && (further == 0 || namesCreator(ace))) {
                aces.add(withCreator(mapped(ace)).withFlags(flags));
                if (further != 0) {
                    aces.add(mapped(ace).withFlags(flags | further | AceFlags.INHERIT_ONLY));
                }
            } else if (further != 0) {
                aces.add(mapped(ace).withFlags(flags | further | (effective ? 0 : AceFlags.INHERIT_ONLY)));
            }
        }

        private boolean isForItsType(Ace ace) {
            return !(ace instanceof Ace.OfObject ofObject)
                    || ofObject.inheritedObjectType().isEmpty()
                    || object.types().contains(ofObject.inheritedObjectType().get());
        }

        private static boolean namesCreator(Ace ace) {
            return ace instanceof Ace.Known known
                    && (known.sid().equals(WellKnownSids.CREATOR_OWNER)
                            || known.sid().equals(WellKnownSids.CREATOR_GROUP));
        }

        // MS-DTYP 2.5.3.4.7
        private Ace withCreator(Ace ace) {
            if (!(ace instanceof Ace.Known known)) {
                return ace;
            }
            Optional<Sid> whom = known.sid().equals(WellKnownSids.CREATOR_OWNER)
                    ? owner
                    : known.sid().equals(WellKnownSids.CREATOR_GROUP) ? group : Optional.empty();
            return whom.<Ace>map(sid -> known.with(sid, known.mask())).orElse(ace);
        }

        private Ace mapped(Ace ace) {
            return ace instanceof Ace.Known known ? known.with(known.sid(), mapping.map(known.mask())) : ace;
        }
    }
}
