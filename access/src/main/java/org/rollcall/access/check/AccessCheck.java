package org.rollcall.access.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.AceFlags;
import org.rollcall.access.descriptor.AceType;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

/**
 * The access check of one descriptor (MS-DTYP 2.5.3.2, MS-ADTS 5.1.3.3), made ready to be asked often: entries that can
 * neither grant nor deny are gone, generic rights are mapped. Immutable.
 *
 * <p>For each right, the first entry that names it and somebody in the token decides; what no entry names is not granted.
 * All that is granted is found the same way, as MS-ADTS 5.1.3.3.2 has it, where the pseudo-code of MS-DTYP lets a denial
 * behind a grant win, but only if {@link Rights#MAXIMUM_ALLOWED} was asked for: here the answer does not depend on how one
 * asks.
 *
 * <ul>
 *   <li>Without a DACL, or with a null one, every right is granted.
 *   <li>The owner has {@link Rights#READ_CONTROL} and {@link Rights#WRITE_DAC}, which no entry denies, unless an entry is
 *       for {@link WellKnownSids#OWNER_RIGHTS}. Such an entry concerns the owner, whoever that is.
 *   <li>An entry for {@link WellKnownSids#PRINCIPAL_SELF} concerns whom the checked object stands for.
 *   <li>Generic rights in entries stand for what they are mapped to. MS-DTYP 2.4.3 leaves open what they do there, and
 *       clients do write them.
 *   <li>Conditions are not evaluated: all are unknown, so that a callback entry grants nothing and denies all it names
 *       (MS-DTYP 2.4.4.17.3).
 *   <li>Audit entries, labels and entries of unknown types neither grant nor deny.
 * </ul>
 */
public final class AccessCheck {
    /** What is left of a DACL's entry; a rule for OWNER_RIGHTS has the owner in its place. */
    private record Rule(boolean denies, int mask, Sid sid, Optional<UUID> objectType) {}

    private final boolean unrestricted;
    private final Optional<Sid> impliedOwner;
    private final GenericMapping mapping;
    private final boolean objectSpecific;

    /** The rules for whole objects, which are most often all of them. */
    private final Rule[] plainRules;

    private final Rule[] rules;

    private AccessCheck(SecurityDescriptor descriptor, GenericMapping mapping) {
        this.mapping = mapping;
        this.unrestricted = !(descriptor.dacl() instanceof Acl.Entries);
        boolean ownerRights = false;
        List<Rule> kept = new ArrayList<>();
        for (Ace ace : descriptor.dacl().aces()) {
            if (ace instanceof Ace.Known known
                    && known.type().effect() != AceType.Effect.NONE
                    && !ace.has(AceFlags.INHERIT_ONLY)) {
                boolean forOwner = known.sid().equals(WellKnownSids.OWNER_RIGHTS);
                ownerRights |= forOwner;
                Optional<Sid> sid = forOwner ? descriptor.owner() : Optional.of(known.sid());
                sid.flatMap(whom -> rule(known, whom)).ifPresent(kept::add);
            }
        }
        this.impliedOwner = ownerRights ? Optional.empty() : descriptor.owner();
        this.rules = kept.toArray(Rule[]::new);
        this.plainRules =
                kept.stream().filter(rule -> rule.objectType.isEmpty()).toArray(Rule[]::new);
        this.objectSpecific = plainRules.length < rules.length;
    }

    private Optional<Rule> rule(Ace.Known ace, Sid whom) {
        boolean denies = ace.type().effect() == AceType.Effect.DENY;
        int mask = mapping.map(ace.mask()) & Rights.ALL;
        if (mask == 0 || (!denies && ace.type().isCallback())) {
            return Optional.empty();
        }
        Optional<UUID> objectType = ace instanceof Ace.OfObject ofObject ? ofObject.objectType() : Optional.empty();
        return Optional.of(new Rule(denies, mask, whom, objectType));
    }

    /**
     * Prepares the check of a descriptor.
     *
     * @param mapping what generic rights stand for, in entries and in requests
     */
    public static AccessCheck of(SecurityDescriptor descriptor, GenericMapping mapping) {
        return new AccessCheck(descriptor, mapping);
    }

    /**
     * Whether an entry concerns one kind of object or one property only. {@link #granted(Token)} passes over such
     * entries; {@link #granted(Token, Optional, ObjectTypes)} tells what they grant and deny.
     */
    public boolean isObjectSpecific() {
        return objectSpecific;
    }

    /** As {@link #granted(Token, Optional)}, for an object that stands for nobody. */
    public int granted(Token token) {
        return granted(token, Optional.empty());
    }

    /**
     * All rights to the whole object that the token is granted. It allocates nothing, and takes time in proportion to the
     * number of entries.
     *
     * @param self whom the object stands for, if it is an account or a group
     * @return a combination of {@link Rights}, none of them generic
     */
    public int granted(Token token, Optional<Sid> self) {
        int granted = implied(token, self);
        int denied = 0;
        for (Rule rule : plainRules) {
            int open = rule.mask & ~(granted | denied);
            if (open != 0 && concerns(rule, token, self)) {
                if (rule.denies) {
                    denied |= open;
                } else {
                    granted |= open;
                }
            }
        }
        return granted;
    }

    /**
     * Checks a request for rights to the whole object.
     *
     * @param self whom the object stands for, if it is an account or a group
     * @param desired a combination of {@link Rights}; {@link Rights#MAXIMUM_ALLOWED} asks for whatever is granted beside
     *     those named, at least for one
     * @return the rights granted: those desired, or all where the maximum was; nothing when access is denied
     */
    public OptionalInt check(Token token, Optional<Sid> self, int desired) {
        int granted = granted(token, self);
        boolean maximum = (desired & Rights.MAXIMUM_ALLOWED) != 0;
        int named = mapping.map(desired & ~Rights.MAXIMUM_ALLOWED);
        if ((named & ~granted) != 0 || (maximum && granted == 0)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(maximum ? granted : named);
    }

    /**
     * What the token is granted to the object and to each of its parts (MS-ADTS 5.1.3.3.3).
     *
     * <p>A right granted to a part is granted to all below it; one granted to all parts of a part is granted to that part.
     * A right denied to a part is denied to all below and above it that it was not granted to before. The rules are taken
     * for each right by itself.
     *
     * @param self whom the object stands for, if it is an account or a group
     * @param types the object's class and those of its parts that matter; entries for others are passed over
     */
    public ObjectGrants granted(Token token, Optional<Sid> self, ObjectTypes types) {
        int[] granted = new int[types.size()];
        int[] denied = new int[types.size()];
        Arrays.fill(granted, implied(token, self));
        for (Rule rule : rules) {
            int node = rule.objectType.map(types::indexOf).orElse(0);
            if (node >= 0 && concerns(rule, token, self)) {
                if (rule.denies) {
                    deny(rule.mask, node, types, granted, denied);
                } else {
                    grant(rule.mask, node, types, granted, denied);
                }
            }
        }
        return new ObjectGrants(types, granted);
    }

    private static void grant(int mask, int node, ObjectTypes types, int[] granted, int[] denied) {
        for (int below = node; below < types.end(node); below++) {
            granted[below] |= mask & ~denied[below];
        }
        for (int above = types.parent(node); above >= 0; above = types.parent(above)) {
            int common = mask;
            for (int child = above + 1; child < types.end(above); child = types.end(child)) {
                common &= granted[child];
            }
            granted[above] |= common;
        }
    }

    private static void deny(int mask, int node, ObjectTypes types, int[] granted, int[] denied) {
        int fresh = mask & ~granted[node];
        for (int above = types.parent(node); above >= 0; above = types.parent(above)) {
            denied[above] |= fresh & ~granted[above];
        }
        for (int below = node; below < types.end(node); below++) {
            denied[below] |= mask & ~granted[below];
        }
    }

    /** What is granted before any entry is looked at. */
    private int implied(Token token, Optional<Sid> self) {
        int implied = unrestricted ? Rights.ALL : 0;
        if (token.privileges().contains(Privilege.SECURITY)) {
            implied |= Rights.ACCESS_SYSTEM_SECURITY;
        }
        if (token.privileges().contains(Privilege.TAKE_OWNERSHIP)) {
            implied |= Rights.WRITE_OWNER;
        }
        if (impliedOwner.isPresent() && holds(token, impliedOwner.get(), self, false)) {
            implied |= Rights.READ_CONTROL | Rights.WRITE_DAC;
        }
        return implied;
    }

    private static boolean concerns(Rule rule, Token token, Optional<Sid> self) {
        return holds(token, rule.sid, self, rule.denies);
    }

    // MS-DTYP 2.5.3.1.1, SidInToken
    private static boolean holds(Token token, Sid sid, Optional<Sid> self, boolean denial) {
        Sid whom = sid;
        if (sid.equals(WellKnownSids.PRINCIPAL_SELF)) {
            if (self.isEmpty()) {
                return false;
            }
            whom = self.get();
        }
        return token.sids().contains(whom) || (denial && token.denyOnly().contains(whom));
    }
}
