package org.rollcall.directory.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The store that forgets: what the directory holds is gone with the process. Every commit is done at once. */
public final class MemoryStore implements Store {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private volatile boolean closed;

    @Override
    public CompletionStage<Void> commit(List<Write> batch) {
        return closed ? CompletableFuture.failedFuture(closed()) : DONE;
    }

    @Override
    public void read(Table table, Reader reader) {
        if (closed) {
            throw closed();
        }
    }

    private static StoreException closed() {
        return new StoreException(StoreException.Kind.CLOSED, StoreHealth.CLOSED.reason());
    }

    @Override
    public StoreHealth health() {
        return closed ? StoreHealth.CLOSED : StoreHealth.GOOD;
    }

    @Override
    public void close() {
        closed = true;
    }
}
