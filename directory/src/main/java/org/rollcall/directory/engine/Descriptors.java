package org.rollcall.directory.engine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.access.inheritance.Inheritance;
import org.rollcall.access.inheritance.NewObject;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.Owner;
import org.rollcall.directory.schema.ClassSet;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.SchemaPublication;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.ResultCode;

/**
 * The descriptors that entries are given: what a client wrote, checked, with what its container makes it inherit
 * (MS-DTYP 2.5.3.4); and what it takes to change one.
 */
final class Descriptors {
    /** Of what clients write: each entry of a list is looked at for each asker. */
    private static final DescriptorLimits LIMITS = new DescriptorLimits(1 << 14, 128);

    /** As it is without a descriptor: everybody reads. The creator owns in any case. */
    private static final SecurityDescriptor DEFAULTS = SecurityDescriptor.EMPTY.withDacl(
            Acl.of(Ace.allow(WellKnownSids.EVERYONE, GenericMapping.DIRECTORY.read())));

    private final KnownTypes known;
    private final Guards guards;
    private final Inheritance inheritance = new Inheritance(GenericMapping.DIRECTORY);

    Descriptors(KnownTypes known, Guards guards) {
        this.known = known;
        this.guards = guards;
    }

    /**
     * Where an entry gets its contents.
     *
     * @param before the contents that it has so far
     * @param container the contents of the entry above
     */
    @SuppressWarnings("ArrayRecordComponent") // never written to
    record Place(byte @Nullable [] before, byte @Nullable [] container, Asker asker) {
        static final Place NOWHERE = new Place(null, null, Asker.SERVER);
    }

    /**
     * What becomes of the values that somebody gave an entry as its descriptor.
     *
     * @return none, or one; more where more were given, which the schema refuses
     * @throws DirectoryException invalidAttributeSyntax, constraintViolation
     */
    List<OctetString> describe(List<OctetString> given, ClassSet classes, Place place) {
        byte[] container = place.container;
        boolean heir = container != null && Wire.isGuarded(container);
        if (given.size() > 1 || (given.isEmpty() && !heir)) {
            return given;
        }
        byte[] before = place.before;
        if (before != null && Wire.isGuarded(before) && given.equals(List.of(guards.descriptor(before)))) {
            return given;
        }
        Optional<SecurityDescriptor> wish = given.isEmpty() ? Optional.empty() : Optional.of(read(given.getFirst()));
        SecurityDescriptor above = heir ? kept(container) : SecurityDescriptor.EMPTY;
        try {
            NewObject object = new NewObject(true, heir ? guids(classes) : Set.of());
            if (wish.isEmpty() && inheritsNothing(object, above)) {
                return List.of();
            }
            SecurityDescriptor made = inheritance.describe(object, Optional.of(above), wish, defaults(place));
            // What the client wrote is what it reads again, wherever that is the same.
            return wish.equals(Optional.of(made)) ? given : List.of(OctetString.wrap(made.encode()));
        } catch (InvalidDescriptorException e) {
            throw refusal(ResultCode.CONSTRAINT_VIOLATION, e);
        }
    }

    private boolean inheritsNothing(NewObject object, SecurityDescriptor above) throws InvalidDescriptorException {
        SecurityDescriptor inherited =
                inheritance.describe(object, Optional.of(above), Optional.empty(), SecurityDescriptor.EMPTY);
        return inherited.dacl() instanceof Acl.Absent && inherited.sacl() instanceof Acl.Absent;
    }

    // A descriptor's owner may change it: whoever writes to another's entry must not become one, nor everybody who has
    // not said who it is.
    private static SecurityDescriptor defaults(Place place) {
        Asker asker = place.asker;
        return place.before == null && asker.owner() instanceof Owner.Principal && !asker.privileged()
                ? DEFAULTS.withOwner(asker.token().user())
                : DEFAULTS;
    }

    private static Set<UUID> guids(ClassSet classes) {
        Set<UUID> guids = new HashSet<>();
        for (ObjectClass each : classes.withSuperiors()) {
            guids.add(SchemaPublication.guid(each));
        }
        return guids;
    }

    private SecurityDescriptor read(OctetString octets) {
        try {
            return SecurityDescriptor.decode(octets.unsafeArray(), LIMITS);
        } catch (InvalidDescriptorException e) {
            throw refusal(ResultCode.INVALID_ATTRIBUTE_SYNTAX, e);
        }
    }

    // What is no descriptor, kept from times when nobody looked, says nothing.
    private SecurityDescriptor kept(byte @Nullable [] wire) {
        if (wire == null || !Wire.isGuarded(wire)) {
            return SecurityDescriptor.EMPTY;
        }
        try {
            return SecurityDescriptor.decode(guards.descriptor(wire).unsafeArray(), DescriptorLimits.DEFAULT);
        } catch (InvalidDescriptorException e) {
            return SecurityDescriptor.EMPTY;
        }
    }

    private DirectoryException refusal(ResultCode code, InvalidDescriptorException reason) {
        return new DirectoryException(code, known.securityDescriptor().name() + ": " + reason.text());
    }

    /** The {@link Rights} it takes to put these contents in the place of those. */
    int rightsToChange(byte[] before, byte[] after) {
        int id = known.securityDescriptor().id();
        int needed = Arrays.equals(Wire.unguarded(before, id), Wire.unguarded(after, id)) ? 0 : Rights.WRITE_PROPERTY;
        if (Wire.valuesOf(before, id).equals(Wire.valuesOf(after, id))) {
            return needed;
        }
        SecurityDescriptor old = kept(before);
        SecurityDescriptor changed = kept(after);
        return needed
                | (differ(old, changed, DescriptorParts.DACL) ? Rights.WRITE_DAC : 0)
                | (differ(old, changed, DescriptorParts.OWNER | DescriptorParts.GROUP) ? Rights.WRITE_OWNER : 0)
                | (differ(old, changed, DescriptorParts.SACL) ? Rights.ACCESS_SYSTEM_SECURITY : 0);
    }

    private static boolean differ(SecurityDescriptor one, SecurityDescriptor other, int parts) {
        return !one.select(parts).equals(other.select(parts));
    }

    /** Whether the descriptor's owner changes, and to somebody whom this token does not prove (MS-ADTS 5.1.3.2). */
    boolean namesAnotherOwner(byte[] before, byte[] after, Token token) {
        Optional<Sid> owner = kept(after).owner();
        return !owner.equals(kept(before).owner())
                && !owner.map(token.sids()::contains).orElse(false);
    }
}
