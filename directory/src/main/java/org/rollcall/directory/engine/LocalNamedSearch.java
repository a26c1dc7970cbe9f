package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.directory.Asker;
import org.rollcall.directory.NamedSearch;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.query.Condition.Hint;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.message.SearchScope;

/** A search by the index, its condition split into the name and the rest. */
final class LocalNamedSearch implements NamedSearch {
    private final NamedKey key;
    private final SearchQuery query;
    private final PairedTypes types;
    private final boolean namesCn;
    private final KnownNode base;

    private LocalNamedSearch(NamedKey key, SearchQuery query, PairedTypes types, boolean namesCn) {
        this.key = key;
        this.query = query;
        this.types = types;
        this.namesCn = namesCn;
        this.base = new KnownNode(query.base());
    }

    /** As {@link org.rollcall.directory.Directory#named(SearchQuery, AttributeType, PlainName)} says. */
    static Optional<NamedSearch> of(Core core, SearchQuery query, AttributeType type, PlainName name) {
        NamedKey key = core.names().namedKey(type, core.population().index());
        PairedTypes types = PairedTypes.of(query.pairing());
        if (key == null
                || types.contains(type)
                || query.scope() == SearchScope.BASE_OBJECT
                || query.base().normal().isEmpty()
                || query.after() != SearchQuery.START
                || !isSettled(query.condition())) {
            return Optional.empty();
        }
        List<Condition> rest = new ArrayList<>();
        LocalCursor.flatten(query.condition(), rest);
        int all = rest.size();
        rest.removeIf(each -> asksFor(each, type, name));
        if (rest.size() != all - 1) {
            return Optional.empty();
        }
        SearchQuery without = new SearchQuery(
                query.base(),
                query.scope(),
                new Condition.All(rest),
                query.pairing(),
                query.subentries(),
                query.after());
        return Optional.of(
                new LocalNamedSearch(key, without, types, core.names().isCn(type)));
    }

    /** False where the condition names a type that entries do not have yet, and which may come to be another one. */
    static boolean isSettled(Condition condition) {
        return switch (condition) {
            case Condition.All all -> all.conditions().stream().allMatch(LocalNamedSearch::isSettled);
            case Condition.Any any -> any.conditions().stream().allMatch(LocalNamedSearch::isSettled);
            case Condition.Not not -> isSettled(not.condition());
            case Condition.HasValue item -> item.type().id() != AttributeType.NO_ID;
            case Condition.Present item -> item.type().id() != AttributeType.NO_ID;
            case Condition.InName item ->
                item.type().isEmpty() || item.type().get().id() != AttributeType.NO_ID;
            case Condition.Constant _, Condition.OfClass _, Condition.AnyAttribute _ -> true;
        };
    }

    private static boolean asksFor(Condition condition, AttributeType type, PlainName name) {
        return condition instanceof Condition.HasValue item
                && item.type() == type
                && item.types().size() == 1
                && item.hint() instanceof Hint.Exactly exactly
                && exactly.normal().equals(name.toString());
    }

    NamedKey key() {
        return key;
    }

    /** As {@link org.rollcall.directory.View#search(NamedSearch, PlainName, SearchCursor.Sink)} says. */
    boolean run(Core core, Asker asker, PlainName name, SearchCursor.Sink sink) {
        long now = core.now();
        Node baseNode = base.find(core.population(), now);
        Eyes eyes = new Eyes(core.sight(), asker);
        if (baseNode == null || !eyes.reads(baseNode)) {
            return false;
        }
        int parentMark = query.scope() == SearchScope.SINGLE_LEVEL ? Postings.markOf(baseNode) : Postings.ANY_PARENT;
        Object posting = key.find(core.population().index(), name, parentMark);
        if (posting instanceof Index.Crowd) {
            return false;
        }
        if (posting != null) {
            Sieve sieve = new Sieve(eyes, query, types, baseNode, namesCn);
            if (posting instanceof Node node) {
                give(node, sieve, name, now, sink);
            } else {
                for (Node node : (Node[]) posting) {
                    give(node, sieve, name, now, sink);
                }
            }
        }
        return true;
    }

    private void give(Node node, Sieve sieve, PlainName name, long now, SearchCursor.Sink sink) {
        if (sieve.admit(node, now) == Sieve.Admission.ADMITTED
                && key.isIn(sieve.match().contents(), name)
                && sieve.passes(node, now)) {
            var ignored = sink.accept(sieve.match());
        }
    }
}
