package org.rollcall.directory.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Match;
import org.rollcall.directory.NamedRenewal;
import org.rollcall.directory.NamedSearch;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.Renewal;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.Transaction;
import org.rollcall.directory.View;
import org.rollcall.directory.Watch;
import org.rollcall.ldap.message.ResultCode;

/** The directory under one asker's eyes. */
final class LocalView implements View {
    private final Core core;
    private final Asker asker;

    LocalView(Core core, Asker asker) {
        this.core = core;
        this.asker = asker;
    }

    @Override
    public Asker asker() {
        return asker;
    }

    @Override
    public SearchCursor search(SearchQuery query) {
        Eyes eyes = eyes();
        boolean root = query.base().normal().isEmpty();
        Node base = root ? core.tree().rootDse() : alive(query.base());
        if (base == null || !eyes.reads(base)) {
            throw eyes.noSuchObject(core.population(), query.base());
        }
        return new LocalCursor(core.population(), eyes, base, root, query);
    }

    @Override
    public boolean search(NamedSearch search, PlainName name, SearchCursor.Sink sink) {
        if (!(search instanceof LocalNamedSearch prepared)) {
            throw new IllegalArgumentException("prepared by another directory");
        }
        return prepared.run(core, asker, name, sink);
    }

    @Override
    public Optional<Match> read(EntryName name) {
        Node node = name.normal().isEmpty() ? core.tree().rootDse() : alive(name);
        return node == null ? Optional.empty() : Optional.ofNullable(LocalMatch.of(eyes(), PairedTypes.NONE, node));
    }

    @Override
    public Renewal renew(RenewRequest request) {
        long now = core.sight().clocks().nowNanos();
        Node node = core.population().find(request.name().normal());
        if (node == null || !node.isAlive(now)) {
            return Renewal.ABSENT;
        }
        boolean paired = request.pairing() instanceof Pairing.WithApplication;
        Eyes eyes = eyes();
        LocalMatch match = LocalMatch.of(eyes, PairedTypes.of(request.pairing()), node);
        if (match == null || !Sieve.fulfils(match, node, request.condition(), paired, now)) {
            return Renewal.ABSENT;
        }
        if (node.isStatic()) {
            throw new DirectoryException(ResultCode.OBJECT_CLASS_VIOLATION, "the entry is not dynamic");
        }
        core.access().checkRenewal(match.rights());
        Leases.Term term = renew(node, request, eyes, now);
        return term == null ? Renewal.ABSENT : new Renewal.Renewed(term.granted(), match);
    }

    @Override
    public long renew(NamedRenewal renewal, PlainName name, SearchCursor.Sink sink) {
        if (!(renewal instanceof LocalNamedRenewal prepared)) {
            throw new IllegalArgumentException("prepared by another directory");
        }
        long now = core.sight().clocks().nowNanos();
        Node node = prepared.find(core.population(), name, now);
        if (node == null || node.isStatic()) {
            return NOT_RENEWED;
        }
        RenewRequest request = prepared.request();
        Eyes eyes = eyes();
        LocalMatch match = LocalMatch.of(eyes, prepared.types(), node);
        if (match == null
                || !Sieve.fulfils(match, node, request.condition(), prepared.paired(), now)
                || !Access.mayRenew(match.rights())) {
            return NOT_RENEWED;
        }
        Leases.Term term = renew(node, request, eyes, now);
        if (term == null) {
            return NOT_RENEWED;
        }
        var ignored = sink.accept(match);
        return term.seconds();
    }

    /** Renews an entry and what the request takes along; null where it ended meanwhile. */
    private Leases.@Nullable Term renew(Node node, RenewRequest request, Eyes eyes, long now) {
        Leases.Term term = core.sight().leases().grant(request.term(), Wire.kind(node.wire));
        if (!renew(node, term, now)) {
            return null;
        }
        if (request.withApplications() && Wire.kind(node.wire) == Wire.PERSON) {
            Object kin = node.rawKin();
            if (kin instanceof Node application) {
                renewApplication(application, request, eyes, now);
            } else if (kin instanceof Node[] applications) {
                for (Node application : applications) {
                    renewApplication(application, request, eyes, now);
                }
            }
        }
        return term;
    }

    private void renewApplication(Node application, RenewRequest request, Eyes eyes, long now) {
        if (Access.mayRenew(eyes.rights(application))) {
            renew(application, core.sight().leases().grant(request.term(), Wire.APPLICATION), now);
        }
    }

    private boolean renew(Node node, Leases.Term term, long now) {
        long before = node.renew(core.sight().leases().begin(term, now), now);
        if (before == Node.GONE) {
            return false;
        }
        if (!Leases.survivesUnsaved(node.grantedSeconds, term.seconds())) {
            core.renewals().note(node.slot);
        }
        node.grantedSeconds = (int) term.seconds();
        core.population().renewed(node, before);
        return true;
    }

    @Override
    public <T> CompletionStage<T> write(Set<EntryName> names, Function<Transaction, T> work) {
        return core.writers().write(asker, names, work);
    }

    @Override
    public Watch watch() {
        return core.feed().watch(asker);
    }

    @Override
    public List<EntryName> suffixes() {
        return core.tree().suffixes();
    }

    private Eyes eyes() {
        return new Eyes(core.sight(), asker);
    }

    private @Nullable Node alive(EntryName name) {
        Node node = core.population().find(name.normal());
        if (node == core.tree().subschema()) {
            core.tree().publishSchema();
        }
        return node != null && node.isAlive(core.sight().clocks().nowNanos()) ? node : null;
    }
}
