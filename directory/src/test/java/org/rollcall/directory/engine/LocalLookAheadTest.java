package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.LookAhead;
import org.rollcall.directory.NamedSearch;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.SearchScope;

/** That it only looks: what is found afterwards is what was found before. */
class LocalLookAheadTest {
    private final Lab lab = new Lab();
    private final LocalLookAhead ahead = (LocalLookAhead) lab.directory.lookAhead();
    private final AttributeType mail = Lab.SCHEMA.attributeType("rfc822Mailbox").orElseThrow();
    private final NamedSearch byMail = lab.directory
            .named(
                    new SearchQuery(
                            lab.name(Lab.DYNAMIC),
                            SearchScope.SINGLE_LEVEL,
                            lab.condition("(rfc822Mailbox=sample)"),
                            Pairing.NONE,
                            false,
                            SearchQuery.START),
                    mail,
                    name("sample"))
            .orElseThrow();

    private static PlainName name(String text) {
        PlainName name = new PlainName();
        assertThat(name.read(OctetString.of(text))).isTrue();
        return name;
    }

    private void add(String cn, String mailbox, String surname) {
        lab.add(
                Lab.ALICE,
                lab.person(cn, Attribute.of("rfc822Mailbox", mailbox), Attribute.of("sn", "of " + cn + surname)));
    }

    private List<String> found(String mailbox) {
        List<String> found = new ArrayList<>();
        boolean whole = lab.view(Lab.ALICE).search(byMail, name(mailbox), match -> found.add(Lab.text(match)));
        found.add("whole: " + whole);
        return found;
    }

    @Test
    void nobodySomebodyAndACrowdAreFoundAsBefore() {
        int people = 2 * LookAhead.MOST + 5;
        for (int i = 0; i < people; i++) {
            add("p" + i, i < LookAhead.MOST + 1 ? "everybody" : "box" + i, "");
        }
        add("large", "large", "x".repeat(3_000));
        List<String> names = new ArrayList<>(List.of("everybody", "nobody", "large"));
        for (int i = 0; i < people; i++) {
            names.add("box" + i);
        }
        List<List<String>> before = names.stream().map(this::found).toList();

        for (int round = 0; round < 2; round++) {
            names.forEach(each -> ahead.expect(byMail, name(each)));
            ahead.fetch();
            ahead.fetch();
        }

        assertThat(ahead.trace()).isNotZero();
        assertThat(names.stream().map(this::found)).containsExactlyElementsOf(before);
        assertThat(before).anySatisfy(each -> assertThat(each).contains("whole: false"));
        assertThat(before).anySatisfy(each -> assertThat(each).hasSize(2));
    }

    @Test
    void whatAnotherDirectoryPreparedIsRefused() {
        NamedSearch foreign = new NamedSearch() {};
        assertThatThrownBy(() -> ahead.expect(foreign, name("anna"))).isInstanceOf(IllegalArgumentException.class);
    }
}
