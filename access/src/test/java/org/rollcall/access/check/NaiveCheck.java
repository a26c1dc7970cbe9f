package org.rollcall.access.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.Acl;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;

/**
 * The access check as the pseudo-code of MS-DTYP 2.5.3.2 goes about it, one request at a time: rights that remain to be
 * found, and a denial that ends it. For parts of an object, the rules of MS-ADTS 5.1.3.3.3 for one right at a time, over
 * sets of GUIDs.
 */
final class NaiveCheck {
    private static final int ALLOWED = 0;
    private static final int DENIED = 1;
    private static final int ALLOWED_OBJECT = 5;
    private static final int DENIED_OBJECT = 6;
    private static final int DENIED_CALLBACK = 0xA;
    private static final int ALLOWED_CALLBACK_OBJECT = 0xB;
    private static final int ALLOWED_CALLBACK = 9;
    private static final int DENIED_CALLBACK_OBJECT = 0xC;

    private final SecurityDescriptor descriptor;
    private final Token token;
    private final Optional<Sid> self;

    NaiveCheck(SecurityDescriptor descriptor, Token token, Optional<Sid> self) {
        this.descriptor = descriptor;
        this.token = token;
        this.self = self;
    }

    /** Whether a request without generic rights and MAXIMUM_ALLOWED is granted. */
    boolean allows(int request) {
        int remaining = request;
        if ((remaining & 0x0100_0000) != 0) {
            if (!token.privileges().contains(Privilege.SECURITY)) {
                return false;
            }
            remaining &= ~0x0100_0000;
        }
        remaining &= ~implied();
        if (!(descriptor.dacl() instanceof Acl.Entries)) {
            return (remaining & ~0x001F_FFFF) == 0;
        }
        for (Ace ace : descriptor.dacl().aces()) {
            if ((ace.flags() & 8) != 0
                    || (ace instanceof Ace.OfObject o && o.objectType().isPresent())) {
                continue;
            }
            if (ace instanceof Ace.Known known && effect(known) == 'A' && inToken(known.sid(), false)) {
                remaining &= ~rights(known.mask());
            }
            if (ace instanceof Ace.Known known && effect(known) == 'D' && inToken(known.sid(), true)) {
                if ((remaining & rights(known.mask())) != 0) {
                    return false;
                }
            }
        }
        return remaining == 0;
    }

    /** The parts to which one right is granted, the parts being given with what they are part of. */
    Set<UUID> grantedParts(int right, Map<UUID, Optional<UUID>> parents) {
        Set<UUID> granted = new HashSet<>();
        Set<UUID> denied = new HashSet<>();
        UUID root = parents.keySet().stream()
                .filter(part -> parents.get(part).isEmpty())
                .findFirst()
                .orElseThrow();
        boolean unrestricted = !(descriptor.dacl() instanceof Acl.Entries) && (right & 0x001F_FFFF) != 0;
        boolean privileged = right == 0x0100_0000 && token.privileges().contains(Privilege.SECURITY);
        if (unrestricted || privileged || (right & implied()) != 0) {
            granted.addAll(parents.keySet());
        }
        for (Ace ace : descriptor.dacl().aces()) {
            if ((ace.flags() & 8) != 0 || !(ace instanceof Ace.Known known) || (rights(known.mask()) & right) == 0) {
                continue;
            }
            UUID part = ace instanceof Ace.OfObject o ? o.objectType().orElse(root) : root;
            if (!parents.containsKey(part)) {
                continue;
            }
            Set<UUID> below = below(part, parents);
            if (effect(known) == 'A' && inToken(known.sid(), false)) {
                below.removeAll(denied);
                granted.addAll(below);
                raise(part, parents, granted);
            } else if (effect(known) == 'D' && inToken(known.sid(), true)) {
                if (!granted.contains(part)) {
                    for (Optional<UUID> w = parents.get(part); w.isPresent(); w = parents.get(w.get())) {
                        denied.add(w.get());
                    }
                }
                below.removeAll(granted);
                denied.addAll(below);
            }
        }
        return granted;
    }

    private static Set<UUID> below(UUID part, Map<UUID, Optional<UUID>> parents) {
        Set<UUID> below = new HashSet<>(List.of(part));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<UUID, Optional<UUID>> entry : new HashMap<>(parents).entrySet()) {
                grown |= entry.getValue().filter(below::contains).isPresent() && below.add(entry.getKey());
            }
        }
        return below;
    }

    private static void raise(UUID part, Map<UUID, Optional<UUID>> parents, Set<UUID> granted) {
        UUID at = part;
        while (parents.get(at).isPresent()) {
            Optional<UUID> parent = parents.get(at);
            boolean allSiblings = parents.keySet().stream()
                    .filter(other -> parents.get(other).equals(parent))
                    .allMatch(granted::contains);
            if (!allSiblings) {
                return;
            }
            granted.add(parent.get());
            at = parent.get();
        }
    }

    private int implied() {
        int implied = token.privileges().contains(Privilege.TAKE_OWNERSHIP) ? 0x0008_0000 : 0;
        boolean ownersRightsNamed = descriptor.dacl().aces().stream()
                .anyMatch(ace -> (ace.flags() & 8) == 0
                        && ace instanceof Ace.Known known
                        && "ADad".indexOf(effect(known)) >= 0
                        && known.sid().toString().equals("S-1-3-4"));
        boolean owns =
                descriptor.owner().isPresent() && inToken(descriptor.owner().get(), false);
        return owns && !ownersRightsNamed ? implied | 0x0006_0000 : implied;
    }

    /** A grants, D denies, a would grant under a condition. */
    private static char effect(Ace.Known ace) {
        return switch (ace.typeCode()) {
            case ALLOWED, ALLOWED_OBJECT -> 'A';
            case DENIED, DENIED_OBJECT, DENIED_CALLBACK, DENIED_CALLBACK_OBJECT -> 'D';
            case ALLOWED_CALLBACK, ALLOWED_CALLBACK_OBJECT -> 'a';
            default -> '-';
        };
    }

    private boolean inToken(Sid sid, boolean toDeny) {
        String text = sid.toString();
        if (text.equals("S-1-3-4") && !descriptor.owner().equals(Optional.of(sid))) {
            return descriptor.owner().isPresent() && inToken(descriptor.owner().get(), toDeny);
        }
        if (text.equals("S-1-5-10")) {
            return self.isPresent() && holds(self.get(), toDeny);
        }
        return holds(sid, toDeny);
    }

    private boolean holds(Sid sid, boolean toDeny) {
        for (Sid held : token.sids()) {
            if (held.toString().equals(sid.toString())) {
                return true;
            }
        }
        return toDeny && token.denyOnly().stream().anyMatch(sid::equals);
    }

    // MS-ADTS 5.1.3.2: GR = (RC | LC | RP | LO) and so on
    private static int rights(int mask) {
        int rights = mask & 0x001F_FFFF;
        rights |= (mask & 0x8000_0000) != 0 ? 0x0002_0000 | 0x04 | 0x10 | 0x80 : 0;
        rights |= (mask & 0x4000_0000) != 0 ? 0x0002_0000 | 0x20 | 0x08 : 0;
        rights |= (mask & 0x2000_0000) != 0 ? 0x0002_0000 | 0x04 : 0;
        rights |= (mask & 0x1000_0000) != 0 ? 0x000F_01FF : 0;
        return rights;
    }
}
