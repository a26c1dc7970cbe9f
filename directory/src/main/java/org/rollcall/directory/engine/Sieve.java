package org.rollcall.directory.engine;

import org.rollcall.directory.Pairing;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.query.Truth;
import org.rollcall.ldap.message.SearchScope;

/** What a search lets through of the entries it meets: what is alive, in scope, matching and visible. For one thread. */
final class Sieve {
    private final Eyes eyes;
    private final SearchQuery query;
    private final Node base;
    private final boolean baseIsRoot;
    private final boolean paired;
    private final boolean namesCn;
    private final LocalMatch match;

    /**
     * @param base the entry of the query's base name
     * @param namesCn true where the query gives a {@code cn} whole, and so finds hidden people too (decision 12)
     */
    Sieve(Eyes eyes, SearchQuery query, PairedTypes types, Node base, boolean namesCn) {
        this.eyes = eyes;
        this.query = query;
        this.base = base;
        this.baseIsRoot = query.base().normal().isEmpty();
        this.paired = query.pairing() instanceof Pairing.WithApplication;
        this.namesCn = namesCn;
        this.match = LocalMatch.roving(eyes, types, base);
    }

    /** What was let through last. */
    LocalMatch match() {
        return match;
    }

    /** What a search makes of an entry that it comes across. */
    enum Admission {
        /** The query can be about it. */
        ADMITTED,
        /** The query is about something else. */
        ELSEWHERE,
        /** It has ended, or the asker must not learn that it is there, not even by what the search costs. */
        UNKNOWN
    }

    /** Whether the entry is one that the query can be about; its match then, from then on, whatever {@link #passes} says. */
    Admission admit(Node node, long now) {
        if (!node.isAlive(now)) {
            return Admission.UNKNOWN;
        }
        if (!isInScope(node)) {
            boolean known = eyes.reads(node) && (node == base || eyes.lists(node.parent));
            return known ? Admission.ELSEWHERE : Admission.UNKNOWN;
        }
        if (!match.moveTo(node) || (node != base && !eyes.lists(node.parent))) {
            return Admission.UNKNOWN;
        }
        byte[] wire = match.contents();
        boolean admitted = !(Wire.isSubentry(wire) != query.subentries()
                        && (query.subentries() || query.scope() != SearchScope.BASE_OBJECT))
                && !(paired && Wire.kind(wire) != Wire.PERSON);
        return admitted ? Admission.ADMITTED : Admission.ELSEWHERE;
    }

    /** Whether an admitted entry fulfils the condition and may be shown. */
    boolean passes(Node node, long now) {
        return fulfils(match, node, query.condition(), paired, now) && mayBeListed(node, match.contents(), now);
    }

    /** Whether the condition is true for the entry, or for it with one of its applications, which is paired then. */
    static boolean fulfils(LocalMatch match, Node node, Condition condition, boolean paired, long now) {
        if (paired && Wire.kind(match.contents()) == Wire.PERSON) {
            Object kin = node.rawKin();
            boolean hasApplications = false;
            if (kin instanceof Node application) {
                if (application.isAlive(now) && match.pairWith(application)) {
                    return condition.evaluate(match) == Truth.TRUE;
                }
            } else if (kin instanceof Node[] applications) {
                for (Node application : applications) {
                    if (application.isAlive(now) && match.pairWith(application)) {
                        hasApplications = true;
                        if (condition.evaluate(match) == Truth.TRUE) {
                            return true;
                        }
                    }
                }
            }
            if (hasApplications) {
                return false;
            }
        }
        return condition.evaluate(match) == Truth.TRUE;
    }

    // Decision 12: to strangers, hidden people only where they were named.
    private boolean mayBeListed(Node node, byte[] wire, long now) {
        return namesCn
                || node == base
                || !Visibility.isConcealed(node, wire, now)
                || eyes.asker().privileged()
                || match.mine();
    }

    private boolean isInScope(Node node) {
        return switch (query.scope()) {
            case BASE_OBJECT -> node == base;
            case SINGLE_LEVEL -> baseIsRoot ? node.parent == null : node.parent == base;
            case WHOLE_SUBTREE -> {
                boolean below = baseIsRoot;
                for (Node each = node; each != null && !below; each = each.parent) {
                    below = each == base;
                }
                yield below;
            }
        };
    }
}
