package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.directory.engine.LocalDirectory;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;

class LeaseUpkeepTest {
    private static final int PEOPLE = 30;
    private static final Duration LEASE = Duration.ofHours(2);

    private final AtomicLong nanos = new AtomicLong();
    private final Commits store = new Commits();
    private final LocalDirectory directory = new LocalDirectory(
            EngineSettings.DEFAULT,
            SchemaLoader.defaultSchema(),
            List.of(),
            nanos::get,
            () -> Instant.ofEpochSecond(1_800_000_000L),
            new Random(3),
            store);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    /** Remembers how many writes each commit had. */
    private static final class Commits implements Store {
        private final Store all = new MemoryStore();
        private final List<Integer> sizes = new ArrayList<>();

        @Override
        public CompletionStage<Void> commit(List<Write> batch) {
            sizes.add(batch.size());
            return all.commit(batch);
        }

        @Override
        public void read(Table table, Reader reader) {
            all.read(table, reader);
        }

        @Override
        public StoreHealth health() {
            return all.health();
        }

        @Override
        public void close() {
            all.close();
        }
    }

    @BeforeEach
    void begin() {
        channel.freezeTime();
        for (int i = 0; i < PEOPLE; i++) {
            NewEntry person = new NewEntry(
                    name(i),
                    List.of(Attribute.of("objectClass", "rtPerson")),
                    new LeaseTerm.Exactly(LEASE, false, false),
                    List.of());
            directory
                    .view(Asker.SERVER)
                    .write(Set.of(person.name()), transaction -> transaction.add(person))
                    .toCompletableFuture()
                    .join();
        }
        store.sizes.clear();
    }

    @AfterEach
    void close() {
        channel.close();
        directory.close();
    }

    private EntryName name(int number) {
        try {
            return directory.name(DnParser.parse("cn=p" + number + ",ou=Dynamic,o=Intranet"));
        } catch (InvalidNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }

    private void renewAll() {
        nanos.addAndGet(Duration.ofSeconds(1000).toNanos());
        for (int i = 0; i < PEOPLE; i++) {
            directory
                    .view(Asker.SERVER)
                    .renew(new RenewRequest(
                            name(i),
                            new LeaseTerm.Exactly(LEASE, false, false),
                            directory.condition(new Filter.And(List.of())),
                            Pairing.NONE,
                            false));
        }
    }

    private int saved() {
        return store.sizes.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void renewalsAreSavedOnceAndSpreadOverTheirTime() {
        new LeaseUpkeep(channel.eventLoop(), directory, Duration.ofMinutes(1)).start();
        renewAll();
        assertThat(saved()).isZero();

        for (int i = 0; i < 600; i++) {
            pass(Duration.ofMillis(100));
        }
        assertThat(saved()).isEqualTo(PEOPLE);
        assertThat(store.sizes).hasSizeGreaterThan(1);
    }

    @Test
    void aTimeShorterThanAStepIsOneStep() {
        new LeaseUpkeep(channel.eventLoop(), directory, Duration.ofMillis(1)).start();
        renewAll();

        pass(Duration.ofMillis(100));
        assertThat(saved()).isEqualTo(PEOPLE);
        renewAll();
        pass(Duration.ofMillis(100));
        assertThat(saved()).isEqualTo(2 * PEOPLE);
    }

    @Test
    void entriesWhoseLeaseEndedAreTakenOut() {
        new LeaseUpkeep(channel.eventLoop(), directory, Duration.ofMinutes(1)).start();

        pass(LEASE.minusSeconds(1));
        assertThat(directory.expired()).isZero();
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofMillis(100));
        }

        assertThat(directory.expired()).isEqualTo(PEOPLE);
    }
}
