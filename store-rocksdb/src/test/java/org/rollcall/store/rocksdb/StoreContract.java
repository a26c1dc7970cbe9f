package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.store.rocksdb.Tables.put;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreHealth;

/** What every store promises, whether it remembers or not. */
abstract class StoreContract {

    /** A fresh one. */
    abstract Store store();

    @Test
    void aCommitCompletesWithNothing() {
        try (Store store = store()) {
            assertThat(store.commit(List.of(put("a", "1")))
                            .toCompletableFuture()
                            .join())
                    .isNull();
            assertThat(store.health()).isEqualTo(StoreHealth.GOOD);
        }
    }

    @Test
    void anEmptyBatchIsCommittedLikeOthers() {
        try (Store store = store()) {
            assertThat(store.commit(List.of()).toCompletableFuture().join()).isNull();
        }
    }

    @Test
    void commitsCompleteInTheOrderGiven() {
        List<Integer> done = new ArrayList<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        try (Store store = store()) {
            for (int i = 0; i < 100; i++) {
                int number = i;
                all.add(store.commit(i % 7 == 0 ? List.of() : List.of(put("k" + i, "v")))
                        .toCompletableFuture()
                        .thenRun(() -> {
                            synchronized (done) {
                                done.add(number);
                            }
                        }));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        }
        assertThat(done).hasSize(100).isSorted();
    }

    @Test
    void aFreshStoreIsEmpty() {
        try (Store store = store()) {
            assertThat(Tables.of(store)).isEqualTo(new Tables());
        }
    }

    @Test
    void closeFinishesWhatWasGiven() {
        Store store = store();
        List<CompletableFuture<Void>> all = IntStream.range(0, 50)
                .mapToObj(i -> store.commit(List.of(put("k" + i, "v"))).toCompletableFuture())
                .toList();

        store.close();

        assertThat(all).allSatisfy(each -> assertThat(each).isCompleted());
    }

    @Test
    void afterCloseNothingIsTakenOrRead() {
        Store store = store();
        store.close();
        store.close();

        assertThat(store.health()).isEqualTo(StoreHealth.CLOSED);
        CompletableFuture<Void> late = store.commit(List.of(put("a", "1"))).toCompletableFuture();
        assertThat(late).isCompletedExceptionally();
        assertThat(((StoreException) late.exceptionNow()).kind()).isEqualTo(StoreException.Kind.CLOSED);
        assertThatThrownBy(() -> store.read(Table.ENTRIES, Readers.NONE))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED));
    }
}
