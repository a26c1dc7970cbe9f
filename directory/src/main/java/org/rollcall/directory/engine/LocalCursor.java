package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.query.Condition.Hint;
import org.rollcall.directory.query.Truth;
import org.rollcall.ldap.message.SearchScope;

/** A search: looks where the condition allows, and gives what its {@link Sieve} lets through. */
final class LocalCursor implements SearchCursor {
    private final Population population;
    private final Sight sight;
    private final Node base;
    private final boolean baseIsRoot;
    private final SearchQuery query;
    private final Sieve sieve;
    private final Candidates candidates;
    private long examined;
    private long position;

    /** @param base the entry of the query's base name */
    LocalCursor(Population population, Eyes eyes, Node base, boolean baseIsRoot, SearchQuery query) {
        this.population = population;
        this.sight = eyes.sight();
        this.base = base;
        this.baseIsRoot = baseIsRoot;
        this.query = query;
        this.position = query.after();
        PairedTypes types = PairedTypes.of(query.pairing());
        List<Condition> conjuncts = new ArrayList<>();
        flatten(query.condition(), conjuncts);
        this.sieve = new Sieve(eyes, query, types, base, namesCn(conjuncts));
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
                    Sieve.Admission admission = sieve.admit(node, now);
                    if (admission != Sieve.Admission.UNKNOWN) {
                        examined++;
                    }
                    if (admission == Sieve.Admission.ADMITTED && sieve.passes(node, now)) {
                        position = node.slot;
                        if (!sink.accept(sieve.match())) {
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

    static void flatten(Condition condition, List<Condition> conjuncts) {
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
