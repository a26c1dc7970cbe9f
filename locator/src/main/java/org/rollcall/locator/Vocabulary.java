package org.rollcall.locator;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.directory.Directory;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.Rdn;

/** The classes, attributes and places of MS-TAIL 2.2 and 2.3, looked up once in a directory. */
final class Vocabulary {
    static final String PERSON = "rtPerson";
    static final String CONFERENCE = "rtConference";
    static final String APPLICATION = "rtApplicationUser";
    static final String DYNAMIC = "dynamicObject";
    static final String DESCRIPTOR = "ntSecurityDescriptor";
    static final Attribute APPLICATION_CLASSES = Attribute.of("objectClass", APPLICATION, DYNAMIC);

    private static final Dn ROOT = Dn.ROOT.child(Rdn.of("o", "Intranet"));

    /** What an N-client sees of the application where a person has one (decision 11). */
    private static final List<String> OF_APPLICATION = List.of(
            "guid", "applicationID", "appName", "mimeType", "port", "protocolGUID", "protocolID", "protocolMimeType");

    private final Directory directory;
    private final Schema schema;
    private final AttributeType objectClass;
    private final AttributeType applicationId;
    private final AttributeType securityToken;
    private final AttributeType ipAddress;
    private final AttributeType userObject;
    private final AttributeType modifyOperation;
    private final ObjectClass person;
    private final ObjectClass conference;
    private final ObjectClass application;
    private final ObjectClass dynamic;
    private final Set<AttributeType> ofApplication;
    private final Set<AttributeType> inPerson;
    private final Set<AttributeType> inApplication;
    private final Set<AttributeType> inConference;
    private final ListedClass people;
    private final ListedClass conferences;
    private final EntryName applications;
    private final EntryName peopleByName;
    private final EntryName conferencesByName;
    private final Condition anything;

    Vocabulary(Directory directory) {
        this.directory = directory;
        this.schema = directory.schema();
        objectClass = type("objectClass");
        applicationId = type("applicationID");
        securityToken = type("securityToken");
        ipAddress = type("ipAddress");
        userObject = type("userObject");
        modifyOperation = type("smodop");
        person = objectClass(PERSON);
        conference = objectClass(CONFERENCE);
        application = objectClass(APPLICATION);
        dynamic = objectClass(DYNAMIC);
        Set<AttributeType> paired = new HashSet<>();
        OF_APPLICATION.forEach(name -> paired.add(type(name)));
        ofApplication = Set.copyOf(paired);
        inPerson = attributesOf(person);
        inApplication = attributesOf(application);
        inConference = attributesOf(conference);
        Dn dynamicEntries = ROOT.child(Rdn.of("ou", "Dynamic"));
        applications = directory.name(ROOT.child(Rdn.of("ou", "Applications")));
        EntryName base = directory.name(dynamicEntries);
        people = ListedClass.people(directory, base, ofApplication);
        conferences = ListedClass.conferences(directory, base);
        peopleByName = directory.name(dynamicEntries.child(Rdn.of("cn", PERSON)));
        conferencesByName = directory.name(dynamicEntries.child(Rdn.of("cn", CONFERENCE)));
        anything = directory.condition(new Filter.And(List.of()));
    }

    private AttributeType type(String name) {
        return schema.attributeType(name)
                .orElseThrow(() -> new IllegalArgumentException("schema without attribute " + name));
    }

    private ObjectClass objectClass(String name) {
        return schema.objectClass(name).orElseThrow(() -> new IllegalArgumentException("schema without class " + name));
    }

    /** All that the class and its superiors ask for or allow. */
    static Set<AttributeType> attributesOf(ObjectClass objectClass) {
        Set<AttributeType> types = new LinkedHashSet<>();
        for (ObjectClass part : objectClass.withSuperiors()) {
            types.addAll(part.must());
            types.addAll(part.oneOf());
            types.addAll(part.may());
        }
        return types;
    }

    Directory directory() {
        return directory;
    }

    Schema schema() {
        return schema;
    }

    AttributeType objectClass() {
        return objectClass;
    }

    AttributeType applicationId() {
        return applicationId;
    }

    AttributeType securityToken() {
        return securityToken;
    }

    AttributeType ipAddress() {
        return ipAddress;
    }

    AttributeType userObject() {
        return userObject;
    }

    /** {@code smodop}. */
    AttributeType modifyOperation() {
        return modifyOperation;
    }

    ObjectClass person() {
        return person;
    }

    ObjectClass application() {
        return application;
    }

    ObjectClass dynamic() {
        return dynamic;
    }

    /** True where an entry of these classes is dynamic: the three of MS-TAIL always are (decision 7). */
    boolean isDynamic(Set<ObjectClass> classes) {
        for (ObjectClass found : classes) {
            if (found.isA(dynamic) || found.isA(person) || found.isA(conference) || found.isA(application)) {
                return true;
            }
        }
        return false;
    }

    Set<AttributeType> ofApplication() {
        return ofApplication;
    }

    /** True where entries of the list may have the attribute. */
    boolean allows(ListedClass list, AttributeType type) {
        return (list.isPeople() ? inPerson : inConference).contains(type) || isInvented(type);
    }

    boolean applicationAllows(AttributeType type) {
        return inApplication.contains(type) || isInvented(type);
    }

    // Decision 9: ILSA<digits> is always known.
    private static boolean isInvented(AttributeType type) {
        return type.name().regionMatches(true, 0, "ILSA", 0, 4);
    }

    ListedClass people() {
        return people;
    }

    ListedClass conferences() {
        return conferences;
    }

    /**
     * The list that is meant by {@code cn=rtPerson,ou=Dynamic,o=Intranet} or
     * {@code cn=rtConference,ou=Dynamic,o=Intranet} where no entry has that name (MS-TAIL 3.5.6, decision 1).
     */
    Optional<ListedClass> listByName(EntryName name) {
        if (name.equals(peopleByName)) {
            return Optional.of(people);
        }
        return name.equals(conferencesByName) ? Optional.of(conferences) : Optional.empty();
    }

    /** {@code cn=CN,appName=ID,ou=Applications,o=Intranet} (MS-TAIL 3.5.4). */
    EntryName applicationName(OctetString cn, OctetString id) {
        EntryName users = directory.name(applications, new Rdn(List.of(new Ava("appName", id))));
        return directory.name(users, new Rdn(List.of(new Ava("cn", cn))));
    }

    /** The person that an application's name names; the root where it is no such name. */
    EntryName personOf(EntryName applicationName) {
        Dn dn = applicationName.dn();
        return dn.isRoot() ? directory.name(Dn.ROOT) : directory.name(people.base(), dn.rdn());
    }

    /** True of every entry. */
    Condition anything() {
        return anything;
    }
}
