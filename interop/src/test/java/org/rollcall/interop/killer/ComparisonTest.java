package org.rollcall.interop.killer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.interop.killer.Connection.Entry;
import org.rollcall.interop.killer.State.Main;
import org.rollcall.interop.killer.Verdict.Kind;

/** The judge itself: each kind of wrong is found, and what may be is not. */
class ComparisonTest {
    private static final Identity PERSON = new Identity(new NetMeeting(), 1, 0);
    private static final Identity CONFERENCE = new Identity(new Organizer(), 2, 0);
    private static final String PERSON_DN = "cn=n1-0@killer.example,ou=Dynamic,o=Intranet";
    private static final String APP_DN = "cn=n1-0@killer.example,appName=ms-netmeeting,ou=Applications,o=Intranet";
    private static final String CONFERENCE_DN = "uid=Demo Conference o2-0,ou=dynamic,o=Intranet";

    private final Map<String, Entry> normal = new TreeMap<>();
    private final Map<String, Entry> list = new TreeMap<>();
    private final Comparison comparison = new Comparison();
    private Journal journal;
    private Ledger ledger;
    private long now = 1_000_000_000_000L;

    @BeforeEach
    void open(@TempDir Path folder) {
        journal = new Journal(folder.resolve("journal"));
        ledger = new Ledger(journal.path());
        journal.started(new Lease.Start(now - 100, now));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void intend(Identity identity, Act act, int number, int seconds) {
        journal.intend(identity, new Operation(act, number, seconds, 1), now);
    }

    private void perform(Identity identity, Act act, int number, int seconds) {
        intend(identity, act, number, seconds);
        journal.acknowledged(identity, now, now);
    }

    /** A person with its application, by the operations 1 and 2, and a conference for a day. */
    private void register() {
        perform(PERSON, Act.REGISTER, 1, 0);
        perform(PERSON, Act.ATTACH, 2, 0);
        perform(CONFERENCE, Act.ADD, 1, 0);
        perform(CONFERENCE, Act.CHANGE_AND_RENEW, 2, 86_400);
    }

    private void crash() {
        journal.ended(now, 10_000);
        now += 1_000;
        journal.started(new Lease.Start(now - 100, now));
        ledger.read();
    }

    private void showPerson(int base, int note, Optional<Integer> app, int seconds) {
        Main main = new Main(1, base, note, 1, Leases.written(Lease.granted(1, now, now)));
        Map<String, List<String>> person = PERSON.role().main(PERSON, main);
        show(PERSON_DN, person, "rtPerson", seconds, "u1");
        Map<String, List<String>> listed = new TreeMap<>(person);
        app.ifPresent(number -> {
            Map<String, List<String>> application = PERSON.role().app(PERSON, new State.App(2, number, main.leases()));
            show(APP_DN, application, "rtApplicationUser", 600, "u2");
            listed.putAll(application);
        });
        TreeMap<String, Set<String>> attributes = new TreeMap<>();
        listed.forEach((name, values) -> {
            if (Listing.LISTED.contains(name)) {
                attributes.put(Attributes.nName(name), new TreeSet<>(values));
            }
        });
        attributes.put("sttl", Set.of(Integer.toString((seconds + 59) / 60)));
        list.put(
                PERSON.name(),
                new Entry("c=-,o=Microsoft,cn=n1-0@killer.example,objectClass=rtPerson", attributes, now));
    }

    private void showConference(int base, int note, int seconds) {
        Main main = new Main(1, base, note, 1, Leases.written(Lease.granted(1, now, now)));
        show(CONFERENCE_DN, CONFERENCE.role().main(CONFERENCE, main), "rtConference", seconds, "u3");
    }

    private void show(String dn, Map<String, List<String>> attributes, String ownClass, int seconds, String uuid) {
        TreeMap<String, Set<String>> shown = new TreeMap<>();
        attributes.forEach((name, values) -> shown.put(name, new TreeSet<>(values)));
        shown.put("objectclass", Set.of(ownClass, "dynamicObject"));
        shown.put("entryttl", Set.of(Integer.toString(seconds)));
        shown.put("entryuuid", Set.of(uuid));
        normal.put(dn.toLowerCase(Locale.ROOT), new Entry(dn, shown, now));
    }

    private Verdict judge() {
        Verdict verdict = comparison.compare(ledger, new Listing(normal, list));
        verdict.settled().forEach(journal::found);
        return verdict;
    }

    private static void assertOnly(Verdict verdict, Kind... kinds) {
        for (Kind kind : Kind.values()) {
            assertThat(verdict.count(kind))
                    .as(kind + ": " + verdict)
                    .isEqualTo(Arrays.stream(kinds).filter(each -> each == kind).count());
        }
    }

    @Test
    void whatIsAsItWasAcknowledgedIsRight() {
        register();
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        showConference(1, 2, 86_399);

        Verdict verdict = judge();

        assertOnly(verdict);
        assertThat(verdict.entries()).isEqualTo(3);
    }

    @Test
    void whatIsMissingOrOlderIsLost() {
        register();
        crash();
        showConference(1, 1, 600);

        assertOnly(judge(), Kind.LOST, Kind.LOST);
    }

    @Test
    void anApplicationThatIsMissingIsLost() {
        register();
        crash();
        showPerson(1, 2, Optional.empty(), 600);
        showConference(1, 2, 86_399);

        assertOnly(judge(), Kind.LOST);
    }

    @Test
    void whatAnAcknowledgedDeleteTookAwayIsResurrected() {
        register();
        perform(PERSON, Act.DELETE, 3, 0);
        perform(CONFERENCE, Act.DELETE, 3, 0);
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        showConference(1, 2, 86_399);

        assertOnly(judge(), Kind.RESURRECTED, Kind.RESURRECTED);
    }

    @Test
    void whatNobodyPutThereIsResurrected() {
        crash();
        showPerson(1, 2, Optional.of(2), 600);

        assertThat(judge().count(Kind.RESURRECTED)).isEqualTo(2);
    }

    @Test
    void whatWasNotAcknowledgedMayBeThereOrNot() {
        register();
        intend(PERSON, Act.ATTACH, 3, 0);
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        showConference(1, 2, 86_399);
        assertOnly(judge());

        intend(PERSON, Act.ATTACH, 4, 0);
        crash();
        showPerson(1, 4, Optional.of(4), 600);
        showConference(1, 2, 86_399);
        assertOnly(judge());

        // But now it is known that it was done.
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        assertOnly(judge(), Kind.LOST);
    }

    @Test
    void halfOfAChangeIsHalfWritten() {
        register();
        intend(PERSON, Act.ATTACH, 3, 0);
        crash();
        showPerson(1, 3, Optional.of(2), 600);
        showConference(1, 2, 86_399);

        assertOnly(judge(), Kind.HALF_WRITTEN);
    }

    @Test
    void halfOfADeleteIsHalfWritten() {
        register();
        intend(PERSON, Act.DELETE, 3, 0);
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        normal.remove(APP_DN.toLowerCase(Locale.ROOT));
        showConference(1, 2, 86_399);

        assertOnly(judge(), Kind.HALF_WRITTEN);
    }

    @Test
    void aLeaseThatIsTooShortOrTooLongIsFound() {
        register();
        crash();
        showPerson(1, 2, Optional.of(2), 500);
        showConference(1, 2, 86_401);

        // In the list it is too short as well.
        assertOnly(judge(), Kind.LEASE, Kind.LEASE, Kind.LEASE);
    }

    @Test
    void aRenewalThatIsOldEnoughIsNotForgotten() {
        register();
        perform(CONFERENCE, Act.RENEW, 3, 7 * 86_400);
        now += 5_000;
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        showConference(1, 2, 86_394);
        assertOnly(judge());

        perform(CONFERENCE, Act.RENEW, 4, 7 * 86_400);
        now += 11_000;
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        showConference(1, 2, 86_382);
        assertOnly(judge(), Kind.LEASE);
    }

    @Test
    void whatIsDoubtfulMayBeMissingFromItsEndOn() {
        register();
        journal.sync();
        ledger.read();
        ledger.doubtFromHere();
        perform(CONFERENCE, Act.CHANGE, 3, 0);
        perform(CONFERENCE, Act.CHANGE_AND_RENEW, 4, 7 * 86_400);
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        for (int note = 2; note <= 4; note++) {
            showConference(1, note, note < 4 ? 86_399 : 7 * 86_400 - 1);
            assertOnly(judge());
        }
        showConference(1, 3, 7 * 86_400 - 1);
        assertOnly(judge(), Kind.LEASE);
        showConference(1, 1, 600);
        assertOnly(judge(), Kind.LOST);
    }

    @Test
    void whatIsDoubtfulStaysSoWhenTheServerThatAcknowledgedItWasComparedInBetween() {
        register();
        journal.sync();
        ledger.read();
        ledger.doubtFromHere();
        perform(CONFERENCE, Act.CHANGE, 3, 0);
        intend(CONFERENCE, Act.CHANGE, 4, 0);
        journal.unavailable(CONFERENCE, now);
        journal.sync();
        ledger.read();
        showPerson(1, 2, Optional.of(2), 600);
        showConference(1, 3, 86_400);
        assertOnly(judge());

        crash();
        showConference(1, 2, 86_399);
        assertOnly(judge());
    }

    @Test
    void anotherUuidIsFound() {
        register();
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        showConference(1, 2, 86_399);
        assertOnly(judge());
        normal.get(CONFERENCE_DN.toLowerCase(Locale.ROOT)).attributes().put("entryuuid", Set.of("u4"));

        assertOnly(judge(), Kind.REMADE);
    }

    @Test
    void aListThatShowsSomethingElseIsFound() {
        register();
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        showConference(1, 2, 86_399);
        list.get(PERSON.name()).attributes().put("sport", Set.of("1503"));
        assertOnly(judge(), Kind.LISTED);
        list.clear();
        assertOnly(judge(), Kind.LISTED);
    }

    @Test
    void aRefusedChangeMayBeThereUntilTheNextIsAcknowledged() {
        register();
        intend(CONFERENCE, Act.CHANGE, 3, 0);
        journal.unavailable(CONFERENCE, now);
        intend(CONFERENCE, Act.CHANGE, 4, 0);
        journal.unavailable(CONFERENCE, now);
        crash();
        showPerson(1, 2, Optional.of(2), 600);
        showConference(1, 3, 86_399);
        assertOnly(judge());

        perform(CONFERENCE, Act.CHANGE, 5, 0);
        crash();
        assertOnly(judge(), Kind.LOST);
    }
}
