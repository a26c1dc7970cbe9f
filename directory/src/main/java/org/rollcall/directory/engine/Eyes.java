package org.rollcall.directory.engine;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.GenericMapping;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.engine.Accounts.Account;

/**
 * What one asker may know of and do to entries, for the length of one operation. An entry with a descriptor is what that
 * grants; one without is read by everybody. Owners (decision 14) and the privileged may everything, whatever a
 * descriptor says. What cannot be read is not there: {@link LocalMatch}, through which all contents go, can't be had of
 * it. For one thread.
 */
final class Eyes {
    /** The rights of owners and the privileged. */
    static final int EVERYTHING = Rights.ALL | Rights.ACCESS_SYSTEM_SECURITY;
    /** What everybody may do with an entry that has no descriptor. */
    private static final int UNGUARDED = GenericMapping.DIRECTORY.read();

    private final Sight sight;
    private final Asker asker;
    private @Nullable Grants grants;
    private @Nullable Account lastAccount;
    private boolean lastMine;
    private @Nullable Node lastContainer;
    private boolean lastLists;

    Eyes(Sight sight, Asker asker) {
        this.sight = sight;
        this.asker = asker;
    }

    Sight sight() {
        return sight;
    }

    Asker asker() {
        return asker;
    }

    /** Whether what belongs to this account is the asker's own. */
    boolean owns(Account account) {
        if (account != lastAccount) {
            lastAccount = account;
            lastMine = account.owner().equals(asker.owner());
        }
        return lastMine;
    }

    /** Whether the asker may everything with what belongs to this account. */
    boolean commands(Account account) {
        return asker.privileged() || owns(account);
    }

    /**
     * All rights to an entry with these contents, of this account.
     *
     * @return a combination of {@link Rights}
     */
    int rights(Node node, byte[] wire, Account account) {
        if (commands(account)) {
            return EVERYTHING;
        }
        return Wire.isGuarded(wire) ? granted(node, wire) : UNGUARDED;
    }

    private int granted(Node node, byte[] wire) {
        Grants known = grants;
        if (known == null) {
            known = new Grants(asker.token());
            grants = known;
        }
        return known.of(sight.guards().of(node, wire));
    }

    int rights(Node node) {
        return rights(node, node.wire, node.account());
    }

    boolean may(int right, Node node) {
        return (rights(node) & right) != 0;
    }

    /** Whether the entry is there for the asker. */
    boolean reads(Node node) {
        return reads(node, node.wire, node.account());
    }

    boolean reads(Node node, byte[] wire, Account account) {
        // Whose it is stands far from it in memory: asked last.
        if (Wire.isGuarded(wire) && (granted(node, wire) & Rights.READ_PROPERTY) == 0 && !commands(account)) {
            return false;
        }
        return switch (Wire.kind(wire)) {
            case Wire.APPLICATION -> !hasUnknownPerson(node, account);
            case Wire.OTHER -> !isImplicit(node) || asker.privileged() || hasKnownChild(node);
            default -> true;
        };
    }

    /** Whether the asker is told what stands directly beneath an entry. */
    boolean lists(@Nullable Node container) {
        if (container == null || !Wire.isGuarded(container.wire)) {
            return true;
        }
        if (container != lastContainer) {
            lastContainer = container;
            lastLists = may(Rights.LIST_CONTENTS, container);
        }
        return lastLists;
    }

    /** True where something stands beneath it that the asker is told of. */
    boolean hasKnownChild(Node node) {
        Branch branch = node.branch;
        if (branch == null || branch.size() == 0 || !lists(node)) {
            return false;
        }
        Collection<Node> children = branch.after(-1);
        if (children == null) {
            // Of very many, some will not have ended.
            return true;
        }
        long now = sight.clocks().nowNanos();
        for (Node child : children) {
            if (child.isAlive(now) && reads(child)) {
                return true;
            }
        }
        return false;
    }

    /** The refusal of an entry that is not there, or not for the asker: both are the same. */
    DirectoryException noSuchObject(Population population, EntryName name) {
        Node above = population.nearestAbove(name.normal(), this::reads);
        return DirectoryException.noSuchObject(
                above == null ? "" : sight.names().dnOf(above.wire).toString());
    }

    // Decision 12 hides the applications of hidden people in lists. Where the person can't be read at all, an
    // application that is there and in no list would tell of it.
    private boolean hasUnknownPerson(Node application, Account account) {
        return switch (application.rawKin()) {
            case null -> false;
            case Node person -> isUnknownAndHidden(person, account);
            case Object several -> {
                for (Node person : (Node[]) several) {
                    if (isUnknownAndHidden(person, account)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    private boolean isUnknownAndHidden(Node person, Account account) {
        byte[] wire = person.wire;
        return Wire.isGuarded(wire)
                && Wire.isConcealed(wire)
                && !commands(account)
                && person.isAlive(sight.clocks().nowNanos())
                && !reads(person);
    }

    // What comes and goes with those beneath it would tell of them.
    static boolean isImplicit(Node node) {
        Branch branch = node.branch;
        return branch != null && branch.nature() == Branch.Nature.IMPLICIT;
    }
}
