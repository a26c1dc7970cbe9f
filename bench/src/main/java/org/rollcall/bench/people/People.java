package org.rollcall.bench.people;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rollcall.bench.wire.Requests;
import org.rollcall.bench.wire.Requests.Values;

/**
 * The people of a measurement, each known by a serial number: what NetMeeting registers, person and application. For
 * Rollcall these are two entries, for OpenLDAP, which joins nothing, one with the attributes of both.
 */
public final class People {
    public static final String PEOPLE_BASE = "ou=Dynamic,o=Intranet";
    public static final String APPLICATION_BASE = "appName=MS-NetMeeting,ou=Applications,o=Intranet";
    /** A name with a place for the serial number, see {@link org.rollcall.bench.wire.Template}. */
    public static final String NAME_TEMPLATE = "p#######@example.test";

    private static final String GUID = "008aff194794cf118796444553540000";
    private static final List<String> GIVEN_NAMES = List.of(
            "Amal", "Beatriz", "Chidi", "Dana", "Emil", "Fatou", "Goran", "Hana", "Ivo", "Julia", "Kofi", "Lea",
            "Marek", "Noor", "Oskar", "Priya", "Rafael", "Sana", "Timo", "Vera");
    private static final List<String> SURNAMES = List.of(
            "Adler",
            "Bauer",
            "Castro",
            "Diallo",
            "Eriksen",
            "Fontana",
            "Garcia",
            "Horvat",
            "Ivanov",
            "Jensen",
            "Kaya",
            "Lindqvist",
            "Moreau",
            "Nakamura",
            "Okafor",
            "Petrov",
            "Romano",
            "Santos",
            "Tran",
            "Ueno",
            "Vargas",
            "Weiss",
            "Xenakis",
            "Yilmaz",
            "Zhang");
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private People() {}

    public static String name(long serial) {
        return String.format(Locale.ROOT, "p%07d@example.test", serial);
    }

    public static String personDn(String name) {
        return "cn=" + name + "," + PEOPLE_BASE;
    }

    public static String applicationDn(String name) {
        return "cn=" + name + "," + APPLICATION_BASE;
    }

    /** What every client may put into a person: 20 attributes besides the object class. */
    public static List<Values> person(String name, long serial) {
        List<Values> all = new ArrayList<>(24);
        all.add(Values.of("cn", name));
        all.add(Values.of("givenName", GIVEN_NAMES.get((int) (serial % GIVEN_NAMES.size()))));
        all.add(Values.of("sn", SURNAMES.get((int) (serial % SURNAMES.size()))));
        all.add(Values.of("mail", name));
        all.add(Values.of("location", "Floor " + serial % 40));
        all.add(Values.of("comment", "Participant"));
        all.add(Values.of("c", "US"));
        all.add(Values.of("ipAddress", Long.toString(2_130_706_433L + serial)));
        all.add(Values.of("port", "1720"));
        all.add(Values.of("sFlags", "1"));
        all.add(Values.of("securityToken", Long.toString(20_000_000 + serial)));
        all.add(Values.of("mimeType", "text/iuls"));
        all.add(Values.of("guid", GUID));
        all.add(Values.of("protocolMimeType", "text/h323"));
        all.addAll(abilities(serial));
        return all;
    }

    /** What only an application has. */
    public static List<Values> application() {
        return List.of(Values.of("applicationID", "ms-netmeeting"), Values.of("protocolID", "h323"));
    }

    private static List<Values> abilities(long serial) {
        return List.of(
                Values.of("ILSA26214430", "0"),
                Values.of("ILSA26279966", "84020942"),
                Values.of("ILSA32833566", "1"),
                Values.of("ILSA32964638", "1"),
                Values.of("ILSA39321630", Long.toString(serial % 3)));
    }

    /** The AddRequest for a person, as an LDAPv3 client sends it. */
    public static byte[] addPerson(long serial, int ttlSeconds) {
        String name = name(serial);
        List<Values> all = new ArrayList<>(24);
        all.add(Values.of("objectClass", "rtPerson", "dynamicObject"));
        all.addAll(person(name, serial));
        all.add(Values.of("entryTTL", Integer.toString(ttlSeconds)));
        return Requests.add(personDn(name), all);
    }

    /** The AddRequest for the person's application. */
    public static byte[] addApplication(long serial, int ttlSeconds) {
        String name = name(serial);
        List<Values> all = new ArrayList<>(16);
        all.add(Values.of("objectClass", "rtApplicationUser", "dynamicObject"));
        all.add(Values.of("cn", name));
        all.add(Values.of("userObject", "cn=" + name));
        all.addAll(application());
        all.add(Values.of("mimeType", "text/iuls"));
        all.add(Values.of("guid", GUID));
        all.add(Values.of("protocolMimeType", "text/h323"));
        all.add(Values.of("port", "1720"));
        all.addAll(abilities(serial));
        all.add(Values.of("entryTTL", Integer.toString(ttlSeconds)));
        return Requests.add(applicationDn(name), all);
    }

    /** A person of few attributes, about 170 bytes as an entry on the wire. */
    public static byte[] addSlimPerson(long serial, int ttlSeconds) {
        return Requests.add(personDn(name(serial)), slimPerson(serial, ttlSeconds));
    }

    /**
     * The same with a security descriptor.
     *
     * @param descriptor in its self-relative form
     */
    public static byte[] addSlimPerson(long serial, int ttlSeconds, byte[] descriptor) {
        return Requests.add(personDn(name(serial)), slimPerson(serial, ttlSeconds), "ntSecurityDescriptor", descriptor);
    }

    private static List<Values> slimPerson(long serial, int ttlSeconds) {
        return List.of(
                Values.of("objectClass", "rtPerson", "dynamicObject"),
                Values.of("cn", name(serial)),
                Values.of("sn", SURNAMES.get((int) (serial % SURNAMES.size()))),
                Values.of("ipAddress", Long.toString(2_130_706_433L + serial)),
                Values.of("port", "1720"),
                Values.of("sFlags", "1"),
                Values.of("entryTTL", Integer.toString(ttlSeconds)));
    }

    /** The AddRequest, with places for the serial number, for someone who stays a short while. */
    public static byte[] addChurning(int ttlSeconds) {
        return addTemplate("q" + NAME_TEMPLATE.substring(1), ttlSeconds);
    }

    /** The same for one of those whom lookups, refreshes and deletes name. */
    public static byte[] addNamed(int ttlSeconds) {
        return addTemplate(NAME_TEMPLATE, ttlSeconds);
    }

    private static byte[] addTemplate(String name, int ttlSeconds) {
        List<Values> all = new ArrayList<>(24);
        all.add(Values.of("objectClass", "rtPerson", "dynamicObject"));
        all.addAll(person(name, 0));
        all.add(Values.of("entryTTL", Integer.toString(ttlSeconds)));
        return Requests.add(personDn(name), all);
    }

    /** The LDIF that OpenLDAP's slapadd needs: person and application in one, with the lease's operational attributes. */
    public static void writeLdif(Appendable out, long count, int ttlSeconds, Instant now) throws IOException {
        String expiry = GENERALIZED_TIME.format(now.plusSeconds(ttlSeconds));
        for (long serial = 0; serial < count; serial++) {
            String name = name(serial);
            out.append("dn: ").append(personDn(name)).append('\n');
            out.append("objectClass: rtPerson\nobjectClass: dynamicObject\n");
            out.append("entryTtl: ").append(Integer.toString(ttlSeconds)).append('\n');
            out.append("entryExpireTimestamp: ").append(expiry).append('\n');
            writeLdif(out, person(name, serial));
            writeLdif(out, application());
            out.append('\n');
        }
    }

    private static void writeLdif(Appendable out, List<Values> attributes) throws IOException {
        for (Values attribute : attributes) {
            for (String value : attribute.values()) {
                out.append(attribute.attribute()).append(": ").append(value).append('\n');
            }
        }
    }
}
