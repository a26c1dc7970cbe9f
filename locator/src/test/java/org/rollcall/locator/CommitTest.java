package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;

/** A change is answered after its commit. */
class CommitTest {
    /** Commits when it is told to. */
    private static final class SlowStore implements Store {
        private CompletableFuture<Void> commit = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> commit(List<Write> batch) {
            commit = new CompletableFuture<>();
            return commit;
        }

        @Override
        public void read(Table table, Reader reader) {}

        @Override
        public StoreHealth health() {
            return StoreHealth.GOOD;
        }

        @Override
        public void close() {}
    }

    private final SlowStore store = new SlowStore();
    private final Site site =
            new Site(EngineSettings.DEFAULT, LocatorSettings.DEFAULT, SchemaLoader.defaultSchema(), store);
    private final Client t = site.tClient();

    private CompletableFuture<Work.Answer> add() {
        AddRequest request = new AddRequest(OctetString.of(Client.tName("p")), t.attributes("objectClass: rtPerson"));
        Work work = site.locator().begin(new LdapMessage(1, request), t.caller());
        return ((Work.Pending) work).answer().toCompletableFuture();
    }

    @Test
    void theAnswerWaitsForTheCommit() {
        CompletableFuture<Work.Answer> answer = add();
        assertThat(answer).isNotDone();
        t.read(Client.tName("p")).fails(ResultCode.NO_SUCH_OBJECT);

        store.commit.complete(null);

        assertThat(answer.join().response().result().isSuccess()).isTrue();
        t.read(Client.tName("p")).succeeds();
    }

    @Test
    void aFailedCommitIsAnError() {
        CompletableFuture<Work.Answer> answer = add();

        store.commit.completeExceptionally(new IllegalStateException("disk"));

        assertThat(answer).isCompleted();
        assertThat(answer.join().response().result().isSuccess()).isFalse();
        t.read(Client.tName("p")).fails(ResultCode.NO_SUCH_OBJECT);
    }
}
