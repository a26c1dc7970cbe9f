package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.ldap.message.Modification.Kind.ADD;
import static org.rollcall.ldap.message.Modification.Kind.DELETE;
import static org.rollcall.ldap.message.Modification.Kind.INCREMENT;
import static org.rollcall.ldap.message.Modification.Kind.REPLACE;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.schema.SchemaFileException;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ResultCode;

/** RFC 4511 §4.6, RFC 4525, and ModifyDN, which is refused (MS-TAIL 2.2.6, 3.5.5). */
class ModifyTest {
    private static final String P = tName("p");
    private static final Control PERMISSIVE = new Control(Oids.PERMISSIVE_MODIFY, true, Optional.empty());

    private final Site site = new Site();
    private final Client t = site.tClient();

    @BeforeEach
    void register() {
        t.add(P, "objectClass: rtPerson", "port: 1503", "port: 1720", "comment: Hello", "dwFlags: 41")
                .succeeds();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private List<String> values(String attribute) {
        return t.read(P, attribute).values(attribute);
    }

    private Client.Reply permissively(Modification... changes) {
        return t.send(new ModifyRequest(t.octets(P), List.of(changes)), PERMISSIVE);
    }

    @Test
    void addAddsValuesAndAttributes() {
        t.modify(P, t.change(ADD, "port", "389"), t.change(ADD, "location", "Rome"))
                .succeeds();

        assertThat(values("port")).containsExactly("1503", "1720", "389");
        assertThat(values("location")).containsExactly("Rome");
    }

    @Test
    void addOfAValueThatIsThereIsAnErrorUnlessPermissive() {
        t.modify(P, t.change(ADD, "comment", "HELLO")).fails(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS);
        t.modify(P, t.change(ADD, "comment")).fails(ResultCode.PROTOCOL_ERROR);

        permissively(t.change(ADD, "comment", "HELLO"), t.change(ADD, "port", "1720", "2"))
                .succeeds();
        assertThat(values("comment")).containsExactly("Hello");
        assertThat(values("port")).containsExactly("1503", "1720", "2");
    }

    @Test
    void deleteRemovesValuesOrTheWholeAttribute() {
        t.modify(P, t.change(DELETE, "port", "1503"), t.change(DELETE, "comment"))
                .succeeds();

        assertThat(values("port")).containsExactly("1720");
        assertThat(values("comment")).isEmpty();
    }

    @Test
    void deleteOfWhatIsNotThereIsAnErrorUnlessPermissive() {
        t.modify(P, t.change(DELETE, "port", "7")).fails(ResultCode.NO_SUCH_ATTRIBUTE);
        t.modify(P, t.change(DELETE, "location")).fails(ResultCode.NO_SUCH_ATTRIBUTE);

        permissively(t.change(DELETE, "port", "7"), t.change(DELETE, "location"))
                .succeeds();
        assertThat(values("port")).containsExactly("1503", "1720");
    }

    @Test
    void replaceReplacesOrRemoves() {
        t.modify(P, t.change(REPLACE, "port", "1"), t.change(REPLACE, "comment"), t.change(REPLACE, "location"))
                .succeeds();

        assertThat(values("port")).containsExactly("1");
        assertThat(values("comment")).isEmpty();
        t.modify(P, t.change(REPLACE, "comment", "x", "X")).fails(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS);
    }

    @Test
    void incrementAddsToIntegers() throws SchemaFileException {
        Schema schema = SchemaLoader.withOwnFiles().add("test", """
                        attributeTypes: ( 1.3.6.1.4.1.32473.1 NAME 'seats' EQUALITY integerMatch
                            SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 )
                        objectClasses: ( 1.3.6.1.4.1.32473.2 NAME 'room' AUXILIARY MAY seats )
                        """).build(SchemaLoader.DEFAULT_MAX_ILSA_TYPES);
        try (Site rooms = new Site(EngineSettings.DEFAULT, LocatorSettings.DEFAULT, schema)) {
            Client client = rooms.tClient();
            client.add(P, "objectClass: rtPerson", "objectClass: room", "seats: 41", "seats: -3")
                    .succeeds();

            client.modify(P, client.change(INCREMENT, "seats", "2")).succeeds();
            assertThat(client.read(P, "seats").values("seats")).containsExactly("43", "-1");
            client.modify(P, client.change(INCREMENT, "seats", "-43")).succeeds();
            assertThat(client.read(P, "seats").values("seats")).containsExactly("0", "-44");

            client.modify(P, client.change(INCREMENT, "seats", "x")).fails(ResultCode.INVALID_ATTRIBUTE_SYNTAX);
            client.modify(P, client.change(INCREMENT, "seats")).fails(ResultCode.PROTOCOL_ERROR);
            client.modify(P, client.change(REPLACE, "seats"), client.change(INCREMENT, "seats", "1"))
                    .fails(ResultCode.NO_SUCH_ATTRIBUTE);
        }
        t.modify(P, t.change(INCREMENT, "comment", "1")).fails(ResultCode.CONSTRAINT_VIOLATION);
    }

    @Test
    void oneFailingChangeUndoesAll() {
        t.modify(P, t.change(REPLACE, "comment", "new"), t.change(DELETE, "location"))
                .fails(ResultCode.NO_SUCH_ATTRIBUTE);

        assertThat(values("comment")).containsExactly("Hello");
    }

    @Test
    void theNameCannotBeTakenAway() {
        t.modify(P, t.change(REPLACE, "cn", "q")).fails(ResultCode.NOT_ALLOWED_ON_RDN);
        t.modify(P, t.change(DELETE, "cn")).fails(ResultCode.NOT_ALLOWED_ON_RDN);

        t.modify(P, t.change(ADD, "cn", "second")).succeeds();
        assertThat(t.dynamic("(cn=second)").dns()).containsExactly(P);
    }

    @Test
    void whatTheServerKeepsCannotBeWritten() {
        t.modify(P, t.change(REPLACE, "entryUUID", "x")).fails(ResultCode.CONSTRAINT_VIOLATION);
        t.modify(P, t.change(DELETE, "entryTTL")).fails(ResultCode.CONSTRAINT_VIOLATION);
        t.modify(P, t.change(INCREMENT, "entryTTL", "60")).fails(ResultCode.CONSTRAINT_VIOLATION);
    }

    @Test
    void timesToLiveAreChecked() {
        t.modify(P, t.change(REPLACE, "entryTTL", "soon")).fails(ResultCode.INVALID_ATTRIBUTE_SYNTAX);
        t.modify(P, t.change(REPLACE, "entryTTL", "0")).fails(ResultCode.CONSTRAINT_VIOLATION);
        t.modify(P, t.change(REPLACE, "entryTTL", "-5")).fails(ResultCode.CONSTRAINT_VIOLATION);
        t.modify(P, t.change(REPLACE, "entryTTL", "1", "2")).fails(ResultCode.CONSTRAINT_VIOLATION);
        t.modify(P, t.change(REPLACE, "sTTL", "x")).fails(ResultCode.INVALID_ATTRIBUTE_SYNTAX);
        t.modify(P, t.change(REPLACE, "sTTL", "2")).succeeds();
        assertThat(values("entryTTL")).containsExactly("120");
        t.modify(P, t.change(REPLACE, "entryTTL", "99999999999999999999999")).succeeds();
        assertThat(values("entryTTL")).containsExactly("180000");
    }

    @Test
    void aTimeToLiveBesideOtherChangesSetsBoth() {
        t.modify(P, t.change(REPLACE, "entryTTL", "1800"), t.change(REPLACE, "comment", "both"))
                .succeeds();

        assertThat(values("entryTTL")).containsExactly("1800");
        assertThat(values("comment")).containsExactly("both");
    }

    @Test
    void aStaticEntryHasNoTimeToLive() {
        t.modify("ou=Dynamic,o=Intranet", t.change(REPLACE, "entryTTL", "60")).fails(ResultCode.OBJECT_CLASS_VIOLATION);
        site.admin()
                .add("ou=S,o=Intranet", "objectClass: organizationalUnit", "entryTTL: 60")
                .fails(ResultCode.OBJECT_CLASS_VIOLATION);
    }

    @Test
    void badValuesAndMissingEntriesAreRefused() {
        t.modify(P, t.change(REPLACE, "nosuch", "1")).fails(ResultCode.UNDEFINED_ATTRIBUTE_TYPE);
        t.modify(P, t.change(REPLACE, "uidNumber", "1")).fails(ResultCode.UNDEFINED_ATTRIBUTE_TYPE);
        Client.Reply missing = t.modify("cn=x,cn=nobody,ou=Dynamic,o=Intranet", t.change(REPLACE, "comment", "1"));
        missing.fails(ResultCode.NO_SUCH_OBJECT);
        assertThat(missing.response().result().matchedDn()).isEqualToIgnoringCase("ou=Dynamic,o=Intranet");
        t.modify("not a dn", t.change(REPLACE, "comment", "1")).fails(ResultCode.INVALID_DN_SYNTAX);
    }

    @Test
    void nClientChangesArePermissive() {
        Client n = site.nClient();
        n.modify(nName("p"), n.change(ADD, "comment", "hello"), n.change(DELETE, "location", "x"))
                .succeeds();
        n.modify(nName("p"), n.change(ADD, "location", "Rome"), n.change(DELETE, "comment"))
                .succeeds();

        assertThat(values("comment")).isEmpty();
        assertThat(values("location")).containsExactly("Rome");
    }

    @Test
    void deletingAnEmptyValueInNClientFormRemovesTheAttribute() {
        Client n = site.nClient();
        n.modify(nName("p"), n.change(DELETE, "comment", "")).succeeds();

        assertThat(values("comment")).isEmpty();
    }

    @Test
    void modifyDnIsRefusedAndLeavesTheEntryUnharmed() {
        ModifyDnRequest rename = new ModifyDnRequest(OctetString.of(P), OctetString.of("cn=q"), true, Optional.empty());
        List<String> before = t.read(P, "*", "entryUUID").lines();

        t.send(rename).fails(ResultCode.UNWILLING_TO_PERFORM);
        site.nClient().send(rename).fails(ResultCode.UNWILLING_TO_PERFORM);

        assertThat(t.read(P, "*", "entryUUID").lines()).isEqualTo(before);
    }
}
