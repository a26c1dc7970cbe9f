package org.rollcall.directory.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.rollcall.ldap.OctetString;

/** The store that forgets: what the directory holds is gone with the process. Every commit is done at once. */
public final class MemoryStore implements Store {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Void> commit(List<Write> batch) {
        return DONE;
    }

    @Override
    public void read(Table table, BiConsumer<OctetString, OctetString> reader) {}

    @Override
    public void close() {}
}
