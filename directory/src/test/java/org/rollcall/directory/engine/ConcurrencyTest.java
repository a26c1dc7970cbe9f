package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.seconds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Change;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.Watch;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.SearchScope;

/** Threads that write, renew, search, sweep and watch the same few names at once. */
class ConcurrencyTest {
    private static final int STEPS = 4000;

    private final Lab lab = new Lab();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void whateverThreadsDoTheTablesAgreeAndTheFeedTellsTheSame() throws Exception {
        Watch watch = lab.view(Asker.SERVER).watch();
        Map<EntryName, String> told = new HashMap<>();
        long[] number = {watch.skip()};
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(writer(ALICE, 1));
        tasks.add(writer(BOB, 2));
        tasks.add(writer(ALICE, 3));
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            Future<?> reader = threads.submit(() -> {
                while (!over.get()) {
                    // A name may be met again in another slot; an entry may not.
                    assertThat(uuids("o=Intranet", "(cn=*)")).doesNotHaveDuplicates();
                    assertThat(uuids(DYNAMIC, "(mail=m*)")).doesNotHaveDuplicates();
                }
            });
            Future<?> sweeper = threads.submit(() -> {
                while (!over.get()) {
                    lab.pass(Duration.ofMillis(20));
                    lab.directory.sweep(10);
                }
            });
            Future<?> watcher = threads.submit(() -> {
                while (!over.get()) {
                    follow(watch, told, number);
                }
            });
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
            over.set(true);
            reader.get();
            sweeper.get();
            watcher.get();
        }
        follow(watch, told, number);
        lab.sweep();
        follow(watch, told, number);
        Invariants.check(lab.directory);
        Set<String> left = new HashSet<>();
        lab.directory.core().population().forEach(node -> {
            if (!node.isStatic()) {
                left.add(lab.directory.core().names().nameOf(node.wire).normal());
            }
        });
        Set<String> followed = new HashSet<>();
        told.forEach((name, state) -> {
            if (state.equals("there") && !name.normal().startsWith("appname=")) {
                followed.add(name.normal());
            }
        });
        assertThat(followed).isEqualTo(left);
    }

    private List<OctetString> uuids(String base, String filter) {
        AttributeType uuid = Lab.SCHEMA.attributeType("entryUUID").orElseThrow();
        List<OctetString> found = new ArrayList<>();
        Lab.drain(
                lab.view(BOB)
                        .search(new SearchQuery(
                                lab.name(base),
                                SearchScope.WHOLE_SUBTREE,
                                lab.condition(filter),
                                Pairing.NONE,
                                false,
                                SearchQuery.START)),
                match -> found.addAll(match.values(uuid)));
        return found;
    }

    // The feed alone must be enough to know who is there.
    private static void follow(Watch watch, Map<EntryName, String> told, long[] number) {
        while (true) {
            Watch.Next next = watch.poll(100);
            List<Change> changes = ((Watch.Next.Changes) next).changes();
            if (changes.isEmpty()) {
                return;
            }
            for (Change change : changes) {
                assertThat(change.number()).isGreaterThan(number[0]);
                number[0] = change.number();
                boolean there = "there".equals(told.get(change.name()));
                switch (change.kind()) {
                    case ADDED -> {
                        assertThat(there).isFalse();
                        told.put(change.name(), "there");
                    }
                    case REMOVED, EXPIRED -> {
                        assertThat(there).isTrue();
                        told.put(change.name(), "gone");
                    }
                    case MODIFIED -> assertThat(there).isTrue();
                    case RENEWED -> {}
                }
            }
        }
    }

    private Callable<Void> writer(Asker asker, long seed) {
        return () -> {
            Random random = new Random(seed);
            for (int i = 0; i < STEPS; i++) {
                String cn = "p" + random.nextInt(6);
                EntryName person = lab.name("cn=" + cn + "," + DYNAMIC);
                try {
                    switch (random.nextInt(5)) {
                        case 0 ->
                            lab.add(
                                    asker,
                                    lab.person(
                                            cn,
                                            seconds(1 + random.nextInt(3)),
                                            Attribute.of("mail", "m" + random.nextInt(3))));
                        case 1 -> lab.add(asker, lab.application(cn, "x" + random.nextInt(2)));
                        case 2 -> lab.renew(asker, person.dn().toString(), seconds(1 + random.nextInt(3)));
                        case 3 ->
                            lab.write(
                                    asker,
                                    t -> {
                                        t.applicationsOf(person).forEach(t::delete);
                                        t.delete(person);
                                        return true;
                                    },
                                    person);
                        default ->
                            lab.write(
                                    asker,
                                    t -> {
                                        if (t.exists(person)) {
                                            t.evict(person);
                                        }
                                        return t.add(lab.person(cn, seconds(2), Attribute.of("mail", "m")));
                                    },
                                    person);
                    }
                } catch (DirectoryException e) {
                    // Somebody was there before, or is not there any more: both are fair.
                    assertThat(e.result().code().value()).isIn(68, 32, 50, 11);
                }
            }
            return null;
        };
    }
}
