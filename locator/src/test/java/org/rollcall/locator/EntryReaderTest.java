package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;

class EntryReaderTest {
    private static final Attribute PERSON = Attribute.of("objectClass", "rtPerson");

    private final Site site = new Site();
    private final EntryReader reader = new EntryReader(site.directory());

    @AfterEach
    void close() {
        site.close();
    }

    private List<NewEntry> read(String dn, Attribute... attributes) {
        return reader.read(OctetString.of(dn), List.of(attributes));
    }

    private LeaseTerm lease(Attribute... timesToLive) {
        List<Attribute> attributes = new java.util.ArrayList<>(List.of(timesToLive));
        attributes.add(PERSON);
        return reader.read(OctetString.of("cn=ann,ou=Dynamic,o=Intranet"), attributes)
                .getFirst()
                .lease();
    }

    @Test
    void anEntryInNormalFormHasMappedNamesAndWhatClientsMayLeaveOut() {
        NewEntry entry = read(
                        "cn=ann,ou=Dynamic,o=Intranet",
                        PERSON,
                        Attribute.of("sIPAddress", "3758139584"),
                        Attribute.of("unheardOf", "x"))
                .getFirst();

        assertThat(entry.name()).isEqualTo(site.directory().name(entry.name().dn()));
        assertThat(entry.attributes())
                .containsExactly(
                        Attribute.of("objectClass", "rtPerson", "dynamicObject"),
                        Attribute.of("ipAddress", "3758139584"),
                        Attribute.of("unheardOf", "x"),
                        Attribute.of("cn", "ann"));
        assertThat(entry.lease()).isEqualTo(new LeaseTerm.Default(false));
    }

    @Test
    void aPersonInNClientFormComesWithItsApplication() {
        List<NewEntry> entries = read(
                "c=-, o=Example, cn=ann@example.org, objectClass=rtPerson",
                Attribute.of("surname", "Zürich"),
                Attribute.of("sappid", "ms-netmeeting"),
                Attribute.of("sport", "1720"),
                Attribute.of("sttl", "7"));

        assertThat(entries)
                .extracting(entry -> entry.name().toString())
                .containsExactly(
                        "cn=ann@example.org,ou=Dynamic,o=Intranet",
                        "cn=ann@example.org,appName=ms-netmeeting,ou=Applications,o=Intranet");
        assertThat(entries)
                .extracting(NewEntry::lease)
                .containsOnly(new LeaseTerm.Exactly(Duration.ofMinutes(7), true, true));
        assertThat(entries.getFirst().attributes()).contains(Attribute.of("sn", "Zürich"));
        assertThat(entries.getFirst().hidden())
                .containsExactly(Attribute.of(EntryReader.N_CLIENT_PREFIX, "c=-,o=Example,"));
    }

    @Test
    void aTimeToLiveIsSecondsOrMinutes() {
        LeaseTerm seconds = new LeaseTerm.Exactly(Duration.ofSeconds(90), false, false);
        LeaseTerm minutes = new LeaseTerm.Exactly(Duration.ofMinutes(5), true, true);

        assertThat(lease(Attribute.of("entryTtl", "90"))).isEqualTo(seconds);
        assertThat(lease(Attribute.of("STTL", "5"))).isEqualTo(minutes);
        assertThat(lease(Attribute.of("sttl", "5"), Attribute.of("entryTTL", "90")))
                .isEqualTo(seconds);
        assertThat(lease(Attribute.of("entryTTL", "90"), Attribute.of("sttl", "5")))
                .isEqualTo(seconds);
        assertThat(lease(Attribute.of("entryTTL", "0"), Attribute.of("sttl", "5")))
                .isEqualTo(minutes);
        assertThat(lease(Attribute.of("sttl", "5"), Attribute.of("entryTTL", "0")))
                .isEqualTo(minutes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "", "1.5"})
    void aTimeToLiveThatIsNoneMeansNothing(String value) {
        assertThat(lease(Attribute.of("entryTTL", value))).isEqualTo(new LeaseTerm.Default(false));
        assertThat(lease(Attribute.of("entryTTL", "1", "2"))).isEqualTo(new LeaseTerm.Default(false));
    }

    @Test
    void aTimeToLiveMeansNothingToAStaticEntry() {
        NewEntry entry = read(
                        "ou=Hall,o=Intranet",
                        Attribute.of("objectClass", "organizationalUnit"),
                        Attribute.of("entryTTL", "90"))
                .getFirst();

        assertThat(entry.lease()).isEqualTo(new LeaseTerm.Static());
        assertThat(entry.attributes()).extracting(Attribute::description).containsExactly("objectClass", "ou");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "objectClass=rtPerson", "cn=ann, objectClass=person"})
    void aNameThatNamesNoEntryIsRefused(String dn) {
        assertThatThrownBy(() -> read(dn, PERSON)).isInstanceOf(DirectoryException.class);
    }
}
