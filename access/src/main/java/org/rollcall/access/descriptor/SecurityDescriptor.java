package org.rollcall.access.descriptor;

import java.util.Optional;

/**
 * A security descriptor (MS-DTYP 2.4.6): whose an object is, and who may do what with it.
 *
 * @param control a combination of {@link Control}'s flags
 * @param resourceManager the octet that means something only to the program that set it
 * @param sacl what is to be recorded, and labels; nothing here acts on it
 * @param dacl who may do what
 */
public record SecurityDescriptor(
        int control, int resourceManager, Optional<Sid> owner, Optional<Sid> group, Acl sacl, Acl dacl) {
    /** A descriptor with nothing in it. */
    public static final SecurityDescriptor EMPTY =
            new SecurityDescriptor(0, 0, Optional.empty(), Optional.empty(), new Acl.Absent(), new Acl.Absent());

    /** @throws IllegalArgumentException when control flags or octet are out of their range */
    public SecurityDescriptor {
        if ((control & ~Control.ALL) != 0) {
            throw new IllegalArgumentException("control 0x" + Integer.toHexString(control) + " has other flags");
        }
        if (resourceManager < 0 || resourceManager > 0xFF) {
            throw new IllegalArgumentException("resource manager control " + resourceManager + " is no octet");
        }
    }

    /**
     * Reads the self-relative form (MS-DTYP 2.4.6). Parts may stand in any order, with gaps; octets in the gaps and
     * behind the entries of a list are not kept. Entries of unknown types are.
     *
     * @throws InvalidDescriptorException when the octets are no descriptor, or more than the limits allow
     */
    public static SecurityDescriptor decode(byte[] octets, DescriptorLimits limits) throws InvalidDescriptorException {
        return new SelfRelativeReader(octets, limits).read();
    }

    /** The self-relative form: SACL, DACL, owner and group behind the header, without gaps. */
    public byte[] encode() {
        return SelfRelativeWriter.write(this);
    }

    public SecurityDescriptor withControl(int control) {
        return new SecurityDescriptor(control, resourceManager, owner, group, sacl, dacl);
    }

    public SecurityDescriptor withOwner(Sid owner) {
        return new SecurityDescriptor(control, resourceManager, Optional.of(owner), group, sacl, dacl);
    }

    public SecurityDescriptor withGroup(Sid group) {
        return new SecurityDescriptor(control, resourceManager, owner, Optional.of(group), sacl, dacl);
    }

    public SecurityDescriptor withSacl(Acl sacl) {
        return new SecurityDescriptor(control, resourceManager, owner, group, sacl, dacl);
    }

    public SecurityDescriptor withDacl(Acl dacl) {
        return new SecurityDescriptor(control, resourceManager, owner, group, sacl, dacl);
    }

    /** What a reader is given who asks for these {@link DescriptorParts}: the others are absent, with their flags. */
    public SecurityDescriptor select(int parts) {
        return new SecurityDescriptor(
                control & (DescriptorParts.control(parts) | Control.RESOURCE_MANAGER_VALID),
                resourceManager,
                (parts & DescriptorParts.OWNER) != 0 ? owner : Optional.empty(),
                (parts & DescriptorParts.GROUP) != 0 ? group : Optional.empty(),
                (parts & DescriptorParts.SACL) != 0 ? sacl : new Acl.Absent(),
                (parts & DescriptorParts.DACL) != 0 ? dacl : new Acl.Absent());
    }

    /**
     * What there is after somebody wrote {@code update}, meaning these {@link DescriptorParts} of it. A part that the
     * update does not have stays as it is: an object loses neither its owner nor its protection because a writer left
     * them out. A null list is a part that it has.
     */
    public SecurityDescriptor merge(int parts, SecurityDescriptor update) {
        int taken = parts & update.parts();
        int control = DescriptorParts.control(taken);
        return new SecurityDescriptor(
                (this.control & ~control) | (update.control & control),
                resourceManager,
                (taken & DescriptorParts.OWNER) != 0 ? update.owner : owner,
                (taken & DescriptorParts.GROUP) != 0 ? update.group : group,
                (taken & DescriptorParts.SACL) != 0 ? update.sacl : sacl,
                (taken & DescriptorParts.DACL) != 0 ? update.dacl : dacl);
    }

    private int parts() {
        return (owner.isPresent() ? DescriptorParts.OWNER : 0)
                | (group.isPresent() ? DescriptorParts.GROUP : 0)
                | (sacl instanceof Acl.Absent ? 0 : DescriptorParts.SACL)
                | (dacl instanceof Acl.Absent ? 0 : DescriptorParts.DACL);
    }
}
