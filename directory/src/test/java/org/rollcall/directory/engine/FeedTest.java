package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.seconds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Change;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Watch;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.ldap.message.Attribute;

class FeedTest {
    private final Lab lab = new Lab();
    private final Watch watch = lab.view(BOB).watch();

    private static List<String> poll(Watch watch) {
        List<String> told = new ArrayList<>();
        if (watch.poll(1000) instanceof Watch.Next.Changes(List<Change> changes)) {
            changes.forEach(each -> told.add(
                    each.kind() + " " + each.name().dn().rdn().avas().getFirst().value()));
        } else {
            told.add("OVERRUN");
        }
        return told;
    }

    @Test
    void changesComeInTheOrderTheyHappened() {
        lab.add(ALICE, lab.person("a", seconds(10)));
        lab.write(
                ALICE,
                t -> {
                    t.replace(
                            lab.name("cn=a," + DYNAMIC),
                            dynamic(lab.person("a", Attribute.of("cn", "a"), Attribute.of("sn", "x"))));
                    return true;
                },
                lab.name("cn=a," + DYNAMIC));
        lab.add(ALICE, lab.person("b"));
        lab.delete(ALICE, "cn=b," + DYNAMIC);
        assertThat(poll(watch)).containsExactly("ADDED a", "MODIFIED a", "ADDED b", "REMOVED b");
        assertThat(poll(watch)).isEmpty();
    }

    private static NewEntry dynamic(NewEntry entry) {
        List<Attribute> attributes = new ArrayList<>(entry.attributes());
        attributes.set(0, Attribute.of("objectClass", "rtPerson", "dynamicObject"));
        return new NewEntry(entry.name(), attributes, entry.lease(), entry.hidden());
    }

    @Test
    void decision18ExpiredIsPublishedBeforeAddedWhateverTheSweeperDid() {
        lab.add(ALICE, lab.person("a", seconds(10)));
        lab.pass(Duration.ofSeconds(10));
        lab.add(ALICE, lab.person("a", seconds(10)));
        assertThat(poll(watch)).containsExactly("ADDED a", "EXPIRED a", "ADDED a");
        lab.pass(Duration.ofSeconds(11));
        lab.sweep();
        assertThat(poll(watch)).containsExactly("EXPIRED a");
    }

    @Test
    void renewalsOfAnEntryAreToldAsOne() {
        lab.add(ALICE, lab.person("a"));
        poll(watch);
        for (int i = 0; i < 10; i++) {
            lab.renew(ALICE, "cn=a," + DYNAMIC, seconds(100 + i));
        }
        assertThat(poll(watch)).containsExactly("RENEWED a");
        assertThat(poll(watch)).isEmpty();
    }

    @Test
    void decision12HiddenPeopleAreNeverShownToStrangers() {
        Watch own = lab.view(ALICE).watch();
        Watch all = lab.view(Asker.SERVER).watch();
        lab.add(ALICE, lab.application("a", "x"));
        assertThat(poll(watch))
                .as("the level x comes along with what is beneath it")
                .containsExactly("ADDED a");
        lab.add(ALICE, lab.person("a", Attribute.of("sFlags", "0")));
        assertThat(poll(watch)).as("the application hides too").containsExactly("REMOVED a");
        lab.renew(ALICE, "cn=a," + DYNAMIC, seconds(100));
        assertThat(poll(watch)).isEmpty();
        lab.delete(ALICE, "cn=a," + DYNAMIC);
        assertThat(poll(watch)).as("the application is back").containsExactly("ADDED a");
        assertThat(poll(own)).containsExactly("ADDED a", "ADDED a", "RENEWED a", "REMOVED a");
        assertThat(poll(all)).containsExactly("ADDED x", "ADDED a", "ADDED a", "RENEWED a", "REMOVED a");
    }

    @Test
    void decision12APersonThatHidesIsRemovedForStrangers() {
        lab.add(ALICE, lab.person("a"));
        poll(watch);
        setFlags("0");
        assertThat(poll(watch)).containsExactly("REMOVED a");
        setFlags("1");
        assertThat(poll(watch)).containsExactly("ADDED a");
    }

    private void setFlags(String flags) {
        lab.write(
                ALICE,
                t -> {
                    t.replace(
                            lab.name("cn=a," + DYNAMIC),
                            dynamic(lab.person("a", Attribute.of("cn", "a"), Attribute.of("sFlags", flags))));
                    return true;
                },
                lab.name("cn=a," + DYNAMIC));
    }

    @Test
    void decision14TokensAreTheOwnersOnly() {
        Watch own = lab.view(ALICE).watch();
        lab.add(ALICE, lab.person("a", Attribute.of("securityToken", "77"), Attribute.of("sn", "x")));
        assertThat(token(watch)).isEmpty();
        assertThat(token(own)).containsExactly("77");
    }

    private static List<String> token(Watch watch) {
        Change change = ((Watch.Next.Changes) watch.poll(1)).changes().getFirst();
        assertThat(change.entry().values(Lab.SCHEMA.attributeType("sn").orElseThrow()))
                .hasSize(1);
        return change.entry().values(Lab.SCHEMA.attributeType("securityToken").orElseThrow()).stream()
                .map(value -> value.utf8())
                .toList();
    }

    @Test
    void whoFallsBehindIsToldSoAndGoesOnFromASearch() {
        EngineSettings d = EngineSettings.DEFAULT;
        Lab small = new Lab(
                new EngineSettings(
                        d.defaultLease(),
                        d.maxPersonLease(),
                        d.maxConferenceLease(),
                        d.maxOtherLease(),
                        d.maxMinutesLease(),
                        d.grace(),
                        d.suffixes(),
                        d.writableSubtrees(),
                        0,
                        0,
                        d.maxEntryBytes(),
                        4),
                new MemoryStore());
        Watch slow = small.view(BOB).watch();
        long start = slow.skip();
        for (int i = 0; i < 10; i++) {
            small.add(ALICE, small.person("p" + i));
        }
        assertThat(slow.poll(100)).isEqualTo(new Watch.Next.Overrun(start + 6));
        assertThat(poll(slow)).containsExactly("ADDED p6", "ADDED p7", "ADDED p8", "ADDED p9");
        for (int i = 10; i < 20; i++) {
            small.add(ALICE, small.person("p" + i));
        }
        assertThat(slow.skip()).isEqualTo(start + 20);
        assertThat(small.list(BOB, "(cn=p*)")).hasSize(20);
        small.add(ALICE, small.person("last"));
        assertThat(poll(slow)).containsExactly("ADDED last");
    }

    @Test
    void aWatcherIsWokenOnceAfterAnEmptyPoll() {
        AtomicInteger woken = new AtomicInteger();
        watch.onNews(woken::incrementAndGet);
        lab.add(ALICE, lab.person("a"));
        assertThat(woken).as("it never looked").hasValue(0);
        poll(watch);
        assertThat(poll(watch)).isEmpty();
        lab.add(ALICE, lab.person("b"));
        lab.add(ALICE, lab.person("c"));
        assertThat(woken).hasValue(1);
        assertThat(poll(watch)).containsExactly("ADDED b", "ADDED c");
        assertThat(poll(watch)).isEmpty();
        lab.renew(ALICE, "cn=b," + DYNAMIC, seconds(9));
        assertThat(woken).hasValue(2);
        watch.close();
        poll(watch);
        lab.add(ALICE, lab.person("d"));
        assertThat(woken).hasValue(2);
    }

    @Test
    void numbersGrowByOneWhoeverWatches() {
        watch.close();
        lab.add(ALICE, lab.person("a"));
        Watch late = lab.view(BOB).watch();
        long number = late.skip();
        lab.add(ALICE, lab.person("b"));
        Change change = ((Watch.Next.Changes) late.poll(10)).changes().getFirst();
        assertThat(change.number()).isEqualTo(number + 1);
        assertThat(change.kind()).isEqualTo(Change.Kind.ADDED);
        assertThat(change.timeToLiveSeconds()).isEqualTo(600);
        assertThat(change.owner()).isEqualTo(ALICE.owner());
    }
}
