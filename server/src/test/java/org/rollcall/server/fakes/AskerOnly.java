package org.rollcall.server.fakes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.rollcall.directory.Asker;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Match;
import org.rollcall.directory.NamedRenewal;
import org.rollcall.directory.NamedSearch;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.Renewal;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.Transaction;
import org.rollcall.directory.View;
import org.rollcall.directory.Watch;

/** A view that only knows for whom it is: a session must not ask it anything else. */
public record AskerOnly(Asker asker) implements View {
    @Override
    public SearchCursor search(SearchQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Match> read(EntryName name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Renewal renew(RenewRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean search(NamedSearch search, PlainName name, SearchCursor.Sink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long renew(NamedRenewal renewal, PlainName name, SearchCursor.Sink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> CompletionStage<T> write(Set<EntryName> names, Function<Transaction, T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Watch watch() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EntryName> suffixes() {
        throw new UnsupportedOperationException();
    }
}
