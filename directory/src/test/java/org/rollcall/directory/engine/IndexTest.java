package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.SearchScope;

class IndexTest {
    private static final Asker LOADER = Asker.anonymous(ALICE.owner(), true);

    private final Lab lab = new Lab();

    private SearchCursor cursor(String filter) {
        return lab.view(BOB)
                .search(new SearchQuery(
                        lab.name(DYNAMIC),
                        SearchScope.SINGLE_LEVEL,
                        lab.condition(filter),
                        Pairing.NONE,
                        false,
                        SearchQuery.START));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void aPostingIsASetInTheOrderOfSlots(@ForAll long seed) {
        Random random = new Random(seed);
        Index index = new Index(7);
        List<Node> nodes = new ArrayList<>();
        for (int slot = 0; slot < 40; slot++) {
            nodes.add(LinearizabilityTest.node(slot, Lease.STATIC));
        }
        Set<Integer> expected = new TreeSet<>();
        for (int step = 0; step < 300; step++) {
            int slot = random.nextInt(1 + random.nextInt(40));
            if (expected.contains(slot)) {
                if (random.nextInt(3) == 0) {
                    Node successor = LinearizabilityTest.node(slot, Lease.STATIC);
                    index.replace("cn=x", nodes.get(slot), successor);
                    nodes.set(slot, successor);
                } else {
                    index.remove("cn=x", true, nodes.get(slot));
                    expected.remove(slot);
                }
            } else {
                index.add("cn=x", true, nodes.get(slot));
                expected.add(slot);
            }
            Object posting = index.get("cn=x");
            List<Node> found = posting == null ? List.of() : Invariants.nodes(posting);
            assertThat(found)
                    .containsExactlyElementsOf(expected.stream().map(nodes::get).toList());
            assertThat(index.isOrdered("cn=x")).isEqualTo(!expected.isEmpty());
        }
    }

    @Test
    void oneAddressSharedByManyCostsEachOfThemTheSame() {
        for (int i = 0; i < 6000; i++) {
            lab.add(LOADER, lab.person("p" + i, Attribute.of("mail", "nobody@nowhere")));
        }
        assertThat(lab.list(BOB, "(mail=nobody@nowhere)")).hasSize(6000).doesNotHaveDuplicates();
        for (int i = 0; i < 6000; i += 2) {
            lab.delete(LOADER, "cn=p" + i + "," + DYNAMIC);
        }
        assertThat(lab.list(BOB, "(mail=nobody*)")).hasSize(3000);
        Invariants.check(lab.directory);
    }

    @Test
    void theWorkOfAnExactOrPrefixSearchFollowsItsResults() {
        for (int i = 0; i < 3000; i++) {
            lab.add(LOADER, lab.person("p" + i, Attribute.of("mail", "m" + i)));
        }
        for (String filter : List.of(
                "(cn=p77)",
                "(&(objectClass=rtPerson)(cn=p77))",
                "(mail=M77)",
                "(&(cn=p7*)(mail=m77))",
                "(cn=p77*)",
                "(&(cn=*)(cn=p77*))")) {
            SearchCursor cursor = cursor(filter);
            List<String> found = new ArrayList<>();
            Lab.drain(cursor, match -> found.add(Lab.text(match)));
            assertThat(found).as(filter).contains("cn=p77," + DYNAMIC);
            assertThat(cursor.examined()).as(filter).isEqualTo(found.size());
        }
        SearchCursor absent = cursor("(&(unknown=x)(cn=*))");
        Lab.drain(absent, match -> {});
        assertThat(absent.examined()).isZero();
    }

    @Test
    void theWorkOfListingConferencesFollowsTheirNumber() {
        for (int i = 0; i < 1000; i++) {
            lab.add(LOADER, lab.person("p" + i));
        }
        for (int i = 0; i < 20; i++) {
            lab.add(LOADER, lab.entry("uid=c" + i + "," + DYNAMIC, "rtConference", Lab.seconds(600)));
        }
        SearchCursor cursor = cursor("(&(objectClass=rtConference)(uid=c*))");
        List<String> found = new ArrayList<>();
        Lab.drain(cursor, match -> found.add(Lab.text(match)));
        assertThat(found).hasSize(20);
        assertThat(cursor.examined()).isEqualTo(20);
        lab.delete(LOADER, "uid=c7," + DYNAMIC);
        assertThat(lab.list(BOB, "(objectClass=rtConference)")).hasSize(19);
    }

    @Test
    void anEntryThatChangesItsKeysDuringAPrefixSearchIsGivenOnce() {
        for (int i = 0; i < 400; i++) {
            lab.add(LOADER, lab.person("p" + i, Attribute.of("mail", "b" + i)));
        }
        SearchCursor prefixed = cursor("(mail=b*)");
        List<String> found = new ArrayList<>();
        prefixed.advance(10, match -> found.add(Lab.text(match)));
        assertThat(found).as("still gathering").isEmpty();
        // Moves backwards past the cursor in the order of keys: it would be missed.
        remail("p399", "b00");
        Lab.drain(prefixed, match -> found.add(Lab.text(match)));
        assertThat(found).hasSize(400).doesNotHaveDuplicates();
    }

    private void remail(String cn, String mail) {
        NewEntry contents = new NewEntry(
                lab.name("cn=" + cn + "," + DYNAMIC),
                List.of(
                        Attribute.of("objectClass", "rtPerson", "dynamicObject"),
                        Attribute.of("cn", cn),
                        Attribute.of("mail", mail)),
                Lab.seconds(1),
                List.of());
        lab.write(
                LOADER,
                t -> {
                    t.replace(contents.name(), contents);
                    return true;
                },
                contents.name());
    }

    @Test
    void aPrefixOfNearlyEverybodyIsScannedInstead() {
        for (int i = 0; i < 70_000; i++) {
            lab.add(LOADER, lab.person("p" + i));
        }
        assertThat(lab.list(BOB, "(cn=p*)")).hasSize(70_000).doesNotHaveDuplicates();
    }
}
