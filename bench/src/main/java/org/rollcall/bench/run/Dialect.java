package org.rollcall.bench.run;

import java.time.Duration;
import java.util.List;
import org.rollcall.bench.load.Expectation;
import org.rollcall.bench.load.Loads.Step;
import org.rollcall.bench.people.People;
import org.rollcall.bench.wire.Filters;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Requests;
import org.rollcall.bench.wire.Requests.Scope;
import org.rollcall.bench.wire.Requests.Values;
import org.rollcall.bench.wire.Template;

/**
 * The requests of the workloads: as N-clients send them where the server understands those, and as the nearest plain
 * LDAP where it does not.
 */
public enum Dialect {
    N_CLIENT,
    PLAIN;

    private static final String LIST_BASE = "objectClass=rtPerson";
    private static final String GUID = "008aff194794cf118796444553540000";
    private static final List<String> PLAIN_NAMES =
            List.of("cn", "givenName", "sn", "mail", "location", "comment", "ipAddress");
    private static final List<String> N_CLIENT_NAMES =
            List.of("cn", "givenname", "surname", "rfc822mailbox", "location", "comment", "sipaddress");

    static Dialect of(Peer peer) {
        return peer == Peer.OPENLDAP ? PLAIN : N_CLIENT;
    }

    /** The attributes that this dialect's searches ask for. */
    List<String> attributes() {
        return this == N_CLIENT ? N_CLIENT_NAMES : PLAIN_NAMES;
    }

    static List<String> plainAttributes() {
        return PLAIN_NAMES;
    }

    /** What LDAPv3 clients send, the same to every server. */
    public static Step exact() {
        return search(PLAIN_NAMES, People.PEOPLE_BASE, Scope.ONE, Filters.equal("cn", People.NAME_TEMPLATE), 1);
    }

    /** The same for people of few attributes, whole. */
    static Step slimExact() {
        return search(List.of(), People.PEOPLE_BASE, Scope.ONE, Filters.equal("cn", People.NAME_TEMPLATE), 1);
    }

    /** Ten people whose names begin alike. */
    static Step prefix() {
        return search(PLAIN_NAMES, People.PEOPLE_BASE, Scope.ONE, Filters.startsWith("cn", "p######"), 10);
    }

    /** RFC 2589 §4.1. */
    public static Step refresh(Duration lease) {
        return new Step(
                Template.of(
                        Requests.refresh(People.personDn(People.NAME_TEMPLATE), Math.toIntExact(lease.toSeconds()))),
                Expectation.success(Op.EXTENDED_RESPONSE));
    }

    /** Of somebody whom {@link People#addNamed} added. */
    static Step delete() {
        return new Step(
                Template.of(Requests.delete(People.personDn(People.NAME_TEMPLATE))),
                Expectation.success(Op.DELETE_RESPONSE));
    }

    /** The N-client's refresh is a search that sets the time to live; plain LDAP has the extended operation. */
    public Step sttlRefresh(Duration lease) {
        if (this == PLAIN) {
            return refresh(lease);
        }
        byte[] filter = Filters.and(
                Filters.equal("objectClass", "rtPerson"),
                Filters.equal("cn", People.NAME_TEMPLATE),
                Filters.equal("sttl", Long.toString(lease.toMinutes())));
        return search(List.of("sttl"), LIST_BASE, Scope.BASE, filter, 1);
    }

    /** Everybody who runs NetMeeting. */
    Step list(int people) {
        return this == N_CLIENT
                ? search(N_CLIENT_NAMES, LIST_BASE, Scope.BASE, listFilter("%"), people)
                : search(PLAIN_NAMES, People.PEOPLE_BASE, Scope.ONE, listFilter(""), people);
    }

    /** All people by name, as an LDAPv3 client asks. */
    static Step everybody(int people) {
        return search(PLAIN_NAMES, People.PEOPLE_BASE, Scope.ONE, Filters.equal("objectClass", "rtPerson"), people);
    }

    /** A surname that nobody has, looked for inside all of them. */
    Step infix() {
        return this == N_CLIENT
                ? search(
                        N_CLIENT_NAMES,
                        LIST_BASE,
                        Scope.BASE,
                        Filters.and(Filters.equal("cn", "%"), Filters.equal("surname", "%qjq%")),
                        0)
                : search(
                        PLAIN_NAMES,
                        People.PEOPLE_BASE,
                        Scope.ONE,
                        Filters.and(Filters.present("cn"), Filters.contains("sn", "qjq")),
                        0);
    }

    /** Version 2 bind and a search for one person by name, application and protocol. */
    List<Step> session() {
        Step search = this == N_CLIENT
                ? search(N_CLIENT_NAMES, LIST_BASE, Scope.BASE, listFilter(People.NAME_TEMPLATE), 1)
                : search(PLAIN_NAMES, People.PEOPLE_BASE, Scope.ONE, listFilter(People.NAME_TEMPLATE), 1);
        return List.of(bind(), search);
    }

    /** Version 2 bind, the add of MS-TAIL 4.1.2 and the modify of MS-TAIL 4.1.3. */
    public List<Step> register() {
        String name = "r#######@example.test";
        String dn = this == N_CLIENT ? "c=US,o=Microsoft,cn=" + name + ",objectClass=rtPerson" : People.personDn(name);
        return List.of(
                bind(),
                new Step(Template.of(Requests.add(dn, registration(name))), Expectation.success(Op.ADD_RESPONSE)),
                new Step(
                        Template.of(Requests.replace(dn, applicationChange())),
                        Expectation.success(Op.MODIFY_RESPONSE)));
    }

    private List<Values> registration(String name) {
        List<Values> abilities = List.of(
                Values.of("ILSA26214430", "0"),
                Values.of("ILSA26279966", "84020942"),
                Values.of("ILSA32833566", "1"),
                Values.of("ILSA32964638", "1"),
                Values.of("ILSA39321630", "2"));
        List<Values> all = new java.util.ArrayList<>();
        if (this == PLAIN) {
            all.add(Values.of("objectClass", "rtPerson", "dynamicObject"));
        }
        all.add(Values.of("cn", name));
        all.add(Values.of(own("givenname", "givenName"), "Erika"));
        all.add(Values.of(own("surname", "sn"), "Gruber"));
        all.add(Values.of(own("rfc822mailbox", "mail"), name));
        all.add(Values.of("location", "Seattle"));
        all.add(Values.of("comment", "Participant"));
        all.add(Values.of("c", "US"));
        all.add(Values.of(own("sipaddress", "ipAddress"), "3758139584"));
        all.add(Values.of(own("sflags", "sFlags"), "1"));
        all.add(Values.of(own("ssecurity", "securityToken"), "21912384"));
        all.addAll(abilities);
        return all;
    }

    private List<Values> applicationChange() {
        List<Values> all = new java.util.ArrayList<>();
        if (this == N_CLIENT) {
            all.add(Values.of("smodop", "0"));
        }
        all.add(Values.of(own("sappid", "applicationID"), "ms-netmeeting"));
        all.add(Values.of(own("smimetype", "mimeType"), "text/iuls"));
        all.add(Values.of(own("sappguid", "guid"), GUID));
        all.add(Values.of(own("sprotid", "protocolID"), "T120", "H323"));
        all.add(Values.of(own("sprotmimetype", "protocolMimeType"), "text/t120", "text/h323"));
        all.add(Values.of(own("sport", "port"), "1503", "1720"));
        return all;
    }

    /** The name that this dialect has for an attribute. */
    private String own(String nClient, String plain) {
        return this == N_CLIENT ? nClient : plain;
    }

    /** For this name; in plain LDAP an empty one stands for any. */
    private byte[] listFilter(String name) {
        return Filters.and(
                Filters.equal("objectClass", "rtPerson"),
                name.isEmpty() ? Filters.present("cn") : Filters.equal("cn", name),
                Filters.equal(own("sappid", "applicationID"), "ms-netmeeting"),
                Filters.equal(own("sprotid", "protocolID"), "h323"));
    }

    private static Step bind() {
        return new Step(Template.of(Requests.anonymousBind(2)), Expectation.success(Op.BIND_RESPONSE));
    }

    private static Step search(List<String> attributes, String base, Scope scope, byte[] filter, int entries) {
        return new Step(Template.of(Requests.search(base, scope, filter, attributes)), Expectation.entries(entries));
    }
}
