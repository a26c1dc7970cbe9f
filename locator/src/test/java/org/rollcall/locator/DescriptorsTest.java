package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.applicationName;
import static org.rollcall.locator.Client.tName;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.access.sddl.NoSddlFormException;
import org.rollcall.access.sddl.Sddl;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.SdFlags;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;

/** Security descriptors as clients write and read them, and the control that says which of their parts. */
class DescriptorsTest {
    private static final Sid CAROL = Sid.of(5, 21, 1, 2, 3, 1001);
    private static final Sid DAVE = Sid.of(5, 21, 1, 2, 3, 1002);
    private static final String WHOLE = "O:" + CAROL + "G:" + DAVE + "D:(A;;RPRC;;;WD)S:(AU;SA;RP;;;WD)";
    private static final String P = tName("p");

    private final Site site = new Site();
    private final Client t = site.tClient();
    private final Client stranger = site.tClient(Site.ELSEWHERE);

    @AfterEach
    void close() {
        site.close();
    }

    private static Attribute attribute(String sddl) {
        return new Attribute("ntSecurityDescriptor", List.of(Client.descriptor(sddl)));
    }

    private Client.Reply add(String dn, String objectClass, String sddl) {
        return t.send(
                new AddRequest(OctetString.of(dn), List.of(Attribute.of("objectClass", objectClass), attribute(sddl))));
    }

    private static Client.Reply replace(Client client, String sddl, Control... controls) {
        return client.send(
                new ModifyRequest(
                        OctetString.of(P), List.of(new Modification(Modification.Kind.REPLACE, attribute(sddl)))),
                controls);
    }

    private static String read(Client client, String requested, Control... controls) {
        Client.Reply reply = client.send(
                new SearchRequest(
                        OctetString.of(P),
                        SearchScope.BASE_OBJECT,
                        DerefAliases.NEVER,
                        0,
                        0,
                        false,
                        new Filter.Present("objectClass"),
                        List.of(requested)),
                controls);
        reply.succeeds();
        return reply.entries().getFirst().attributes().stream()
                .filter(attribute -> attribute.description().equals("ntSecurityDescriptor"))
                .map(attribute -> sddl(attribute.values().getFirst()))
                .findFirst()
                .orElse("none");
    }

    private static String sddl(OctetString octets) {
        try {
            return new Sddl(Optional.empty())
                    .format(SecurityDescriptor.decode(octets.toByteArray(), DescriptorLimits.DEFAULT));
        } catch (InvalidDescriptorException | NoSddlFormException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | O:S-1-5-21-1-2-3-1001",
                "2 | G:S-1-5-21-1-2-3-1002",
                "4 | D:(A;;RPRC;;;WD)",
                "8 | S:(AU;SA;RP;;;WD)",
                "5 | O:S-1-5-21-1-2-3-1001D:(A;;RPRC;;;WD)",
                "16 | all",
                "0 | all",
                "15 | all"
            })
    void theOwnerIsGivenThePartsItAsksFor(int flags, String expected) {
        add(P, "rtPerson", WHOLE).succeeds();
        for (String requested : List.of("ntSecurityDescriptor", "*")) {
            assertThat(read(t, requested, new SdFlags(flags).toControl(true)))
                    .isEqualTo(expected.equals("all") ? WHOLE : expected);
        }
    }

    @Test
    void strangersAreNotGivenWhatIsToBeRecorded() {
        add(P, "rtPerson", WHOLE).succeeds();
        String without = WHOLE.substring(0, WHOLE.indexOf("S:("));
        for (String requested : List.of("ntSecurityDescriptor", "*")) {
            assertThat(read(stranger, requested)).isEqualTo(without);
            assertThat(read(stranger, requested, new SdFlags(15).toControl(true)))
                    .isEqualTo(without);
            assertThat(read(stranger, requested, new SdFlags(8).toControl(true)))
                    .isEqualTo("none");
            assertThat(read(t, requested)).isEqualTo(WHOLE);
        }
    }

    @Test
    void withoutTheRightToReadItThereIsNone() {
        add(P, "rtPerson", "D:(A;;RP;;;WD)").succeeds();
        assertThat(read(stranger, "ntSecurityDescriptor")).isEqualTo("none");
        assertThat(read(stranger, "*")).isEqualTo("none");
        stranger.compare(P, "ntSecurityDescriptor", "x").fails(ResultCode.INAPPROPRIATE_MATCHING);
    }

    @ParameterizedTest
    @CsvSource({"1,O", "2,G", "4,D", "8,S"})
    void aModificationReplacesThePartsItMeans(int flags, String part) {
        add(P, "rtPerson", WHOLE).succeeds();
        String other = "O:" + DAVE + "G:" + CAROL + "D:(A;;RP;;;AN)S:(AU;FA;WP;;;WD)";
        replace(t, other, new SdFlags(flags).toControl(true)).succeeds();
        SecurityDescriptor expected = decoded(WHOLE).merge(flags, decoded(other));
        assertThat(decoded(read(t, "ntSecurityDescriptor"))).as(part).isEqualTo(expected);
    }

    private static SecurityDescriptor decoded(String sddl) {
        try {
            return new Sddl(Optional.empty()).parse(sddl);
        } catch (org.rollcall.access.sddl.InvalidSddlException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAModificationLeavesOutStays() {
        add(P, "rtPerson", WHOLE).succeeds();
        replace(t, "O:" + DAVE).succeeds();
        assertThat(read(t, "ntSecurityDescriptor")).isEqualTo(WHOLE.replace("O:" + CAROL, "O:" + DAVE));
    }

    @Test
    void theControlIsForSearchesAndModificationsAndIsTold() throws Exception {
        assertThat(t.read("", "supportedControl").values("supportedControl")).contains(Oids.SD_FLAGS);
        add(P, "rtPerson", WHOLE).succeeds();
        Control malformed = new Control(Oids.SD_FLAGS, false, Optional.of(OctetString.of("x")));
        assertThat(replace(t, WHOLE, malformed).code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
        assertThat(t.send(
                                new org.rollcall.ldap.message.DeleteRequest(OctetString.of(P)),
                                new SdFlags(1).toControl(true))
                        .code())
                .isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
    }

    @Test
    void whoIsGrantedItModifiesAndDeletesWhatIsAnothers() {
        Client carol = site.user("carol", Token.of(CAROL, WellKnownSids.EVERYONE));
        add(P, "rtPerson", "D:(A;;RPRCWPSD;;;" + CAROL + ")").succeeds();
        stranger.replace(P, "sn: x").fails(ResultCode.NO_SUCH_OBJECT);
        carol.replace(P, "sn: x").succeeds();
        carol.replace(P, "entryTTL: 300").succeeds();
        carol.refresh(P, 300).succeeds();
        carol.replace(P, "ssecurity: 5").fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        replace(carol, "D:(A;;GA;;;WD)").fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(t.read(P, "sn").values("sn")).containsExactly("x");
        carol.delete(P).succeeds();
    }

    @Test
    void aTokenCannotBeGuessedByChangingIt() {
        t.add(P, "objectClass: rtPerson", "ssecurity: 77").succeeds();
        replace(t, "D:(A;;RPWP;;;WD)").succeeds();
        for (String guess : List.of("77", "78")) {
            Client.Reply reply = stranger.modify(P, stranger.change(Modification.Kind.DELETE, "ssecurity", guess));
            reply.fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        }
    }

    @Test
    void whoRegistersAgainDoesNotGiveUpItsDescriptor() {
        Client n = site.nClient();
        n.registerPerson("p").succeeds();
        replace(t, "D:(A;;RP;;;" + CAROL + ")").succeeds();
        n.registerPerson("p", "surname: again").succeeds();
        assertThat(stranger.read(P).code()).isEqualTo(ResultCode.NO_SUCH_OBJECT);
        assertThat(n.people("(cn=p)", "surname").values("surname")).containsExactly("again");
    }

    @Test
    void whoMayWriteAPersonHasNoSayInWhatItCallsWith() {
        Client n = site.nClient();
        Client other = site.nClient(Site.ELSEWHERE);
        n.registerPerson("p").succeeds();
        n.registerApplication("p", "one").succeeds();
        replace(t, "D:(A;;RPWP;;;WD)").succeeds();
        assertThat(other.registerApplication("p", "two").code()).isNotEqualTo(ResultCode.SUCCESS);
        assertThat(other.registerApplication("p", "one").code()).isNotEqualTo(ResultCode.SUCCESS);
        t.read(applicationName("p", "one")).succeeds();
    }

    @Test
    void theApplicationsGoWithAPersonWhoeverMayDeleteIt() {
        Client n = site.nClient();
        n.registerPerson("p").succeeds();
        n.registerApplication("p", "one").succeeds();
        replace(t, "D:(A;;RPSD;;;WD)").succeeds();
        stranger.delete(P).succeeds();
        t.read(applicationName("p", "one")).fails(ResultCode.NO_SUCH_OBJECT);
    }
}
