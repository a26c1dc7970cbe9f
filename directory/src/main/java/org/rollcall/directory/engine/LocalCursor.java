package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.query.Condition.Hint;
import org.rollcall.directory.query.Truth;
import org.rollcall.ldap.message.SearchScope;

/** A search: looks where the condition allows, and gives what is alive, in scope, visible and matching. */
final class LocalCursor implements SearchCursor {
    private final Population population;
    private final Sight sight;
    private final Asker asker;
    private final Node base;
    private final boolean baseIsRoot;
    private final SearchQuery query;
    private final boolean paired;
    private final boolean namesCn;
    private final LocalMatch match;
    private final Candidates candidates;
    private long examined;
    private long position;

    /** @param base the entry of the query's base name */
    LocalCursor(Population population, Sight sight, Asker asker, Node base, boolean baseIsRoot, SearchQuery query) {
        this.population = population;
        this.sight = sight;
        this.asker = asker;
        this.base = base;
        this.baseIsRoot = baseIsRoot;
        this.query = query;
        this.paired = query.pairing() instanceof Pairing.WithApplication;
        this.position = query.after();
        PairedTypes types = PairedTypes.of(query.pairing());
        this.match = new LocalMatch(sight, asker, types, base, base.wire);
        List<Condition> conjuncts = new ArrayList<>();
        flatten(query.condition(), conjuncts);
        this.namesCn = namesCn(conjuncts);
        this.candidates = plan(conjuncts, types);
    }

    @Override
    public Step advance(int most, Sink sink) {
        long now = sight.clocks().nowNanos();
        for (int i = 0; i < most; i++) {
            switch (candidates.step()) {
                case END -> {
                    return Step.DONE;
                }
                case NOTHING -> {}
                case FOUND -> {
                    Node node = candidates.node();
                    examined++;
                    if (isMatch(node, now)) {
                        position = node.slot;
                        if (!sink.accept(match)) {
                            return Step.MORE;
                        }
                    }
                }
            }
        }
        return Step.MORE;
    }

    @Override
    public long examined() {
        return examined;
    }

    @Override
    public long position() {
        return position;
    }

    private boolean isMatch(Node node, long now) {
        if (!isInScope(node) || !node.isAlive(now)) {
            return false;
        }
        match.moveTo(node);
        byte[] wire = match.contents();
        if (Wire.isSubentry(wire) != query.subentries()
                && (query.subentries() || query.scope() != SearchScope.BASE_OBJECT)) {
            return false;
        }
        if (paired && Wire.kind(wire) != Wire.PERSON) {
            return false;
        }
        return fulfilsCondition(match, node, query.condition(), paired, now) && mayBeListed(node, wire, now);
    }

    /** Whether the condition is true for the entry, or for it with one of its applications, which is paired then. */
    static boolean fulfilsCondition(LocalMatch match, Node node, Condition condition, boolean paired, long now) {
        if (paired && Wire.kind(match.contents()) == Wire.PERSON) {
            Object kin = node.rawKin();
            boolean hasApplications = false;
            if (kin instanceof Node application && application.isAlive(now)) {
                hasApplications = true;
                match.pairWith(application);
                if (condition.evaluate(match) == Truth.TRUE) {
                    return true;
                }
            } else if (kin instanceof Node[] applications) {
                for (Node application : applications) {
                    if (application.isAlive(now)) {
                        hasApplications = true;
                        match.pairWith(application);
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
                || asker.privileged()
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

    private boolean namesCn(List<Condition> conjuncts) {
        for (int i = 0; i < conjuncts.size(); i++) {
            if (conjuncts.get(i) instanceof Condition.HasValue item
                    && sight.names().isCn(item.type())
                    && item.hint() instanceof Hint.Exactly) {
                return true;
            }
        }
        return false;
    }

    private static void flatten(Condition condition, List<Condition> conjuncts) {
        if (condition instanceof Condition.All all) {
            for (int i = 0; i < all.conditions().size(); i++) {
                flatten(all.conditions().get(i), conjuncts);
            }
        } else {
            conjuncts.add(condition);
        }
    }

    // The cheapest way first: one entry, an exact key, few children, the conferences, a prefix, everything.
    private Candidates plan(List<Condition> conjuncts, PairedTypes types) {
        int after = (int) query.after();
        if (query.scope() == SearchScope.BASE_OBJECT) {
            return Candidates.of(base.slot > after || (base.slot < 0 && after < 0) ? base : null, -2);
        }
        Names names = sight.names();
        String prefix = null;
        boolean conferences = false;
        for (Condition each : conjuncts) {
            if (each instanceof Condition.Constant constant && constant.truth() != Truth.TRUE) {
                return Candidates.of(null, after);
            }
            if (each instanceof Condition.OfClass item
                    && item.objectClass().isA(sight.known().rtConference())) {
                conferences = true;
            }
            if (!(each instanceof Condition.HasValue item) || item.types().size() != 1 || types.contains(item.type())) {
                continue;
            }
            Names.Indexed indexed = names.indexed(item.type());
            if (indexed == null) {
                continue;
            }
            switch (item.hint()) {
                case Hint.Exactly exactly -> {
                    return Candidates.of(population.index().get(Names.key(indexed, exactly.normal())), after);
                }
                case Hint.Prefix start -> {
                    String key = Names.key(indexed, start.normal());
                    prefix = prefix == null || key.length() > prefix.length() ? key : prefix;
                }
                case Hint.None ignored -> {}
            }
        }
        Collection<Node> children = children(after);
        if (children != null) {
            return new Candidates.Listed(children.iterator());
        }
        if (conferences) {
            return Candidates.of(population.index().get(Names.CONFERENCES), after);
        }
        return prefix == null
                ? new Candidates.Scan(population.slots(), after)
                : new Candidates.Prefixed(population.slots(), population.index(), prefix, after);
    }

    private @Nullable Collection<Node> children(int after) {
        if (query.scope() != SearchScope.SINGLE_LEVEL || baseIsRoot) {
            return null;
        }
        Branch branch = base.branch;
        return branch == null ? Collections.emptyList() : branch.after(after);
    }
}
