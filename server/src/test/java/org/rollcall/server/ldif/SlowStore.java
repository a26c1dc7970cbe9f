package org.rollcall.server.ldif;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreHealth;

/** A store that commits on a thread of its own, one batch after the other. */
final class SlowStore implements Store {
    private final ExecutorService commits = Executors.newSingleThreadExecutor();

    @Override
    public CompletionStage<Void> commit(List<Write> batch) {
        return CompletableFuture.runAsync(() -> {}, commits);
    }

    @Override
    public void read(Table table, Reader reader) {}

    @Override
    public StoreHealth health() {
        return StoreHealth.GOOD;
    }

    @Override
    public void close() {
        commits.shutdown();
    }
}
