package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.NameAlreadyBoundException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.directory.Attribute;
import javax.naming.directory.Attributes;
import javax.naming.directory.BasicAttribute;
import javax.naming.directory.BasicAttributes;
import javax.naming.directory.DirContext;
import javax.naming.directory.ModificationItem;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.Control;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.PagedResultsControl;
import javax.naming.ldap.PagedResultsResponseControl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The JDK's own LDAP client, behind JNDI, in LDAP v3 and v2. */
@AgainstRollcall
class JndiTest {
    private static final String BASE = "ou=Dynamic,o=Intranet";

    private final RollcallServer server;

    JndiTest(RollcallServer server) {
        this.server = server;
    }

    @BeforeAll
    void peer() {
        new Peer("the JDK's JNDI LDAP", System.getProperty("java.runtime.version")).seenBy(getClass());
    }

    private InitialLdapContext connect(int version) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, server.uri());
        environment.put("java.naming.ldap.version", Integer.toString(version));
        environment.put("java.naming.ldap.attributes.binary", "conferenceBlob ntSecurityDescriptor");
        environment.put("com.sun.jndi.ldap.read.timeout", "20000");
        return new InitialLdapContext(environment, null);
    }

    private static Attributes person(String name) {
        Attributes attributes = new BasicAttributes(true);
        Attribute classes = new BasicAttribute("objectClass");
        classes.add("rtPerson");
        classes.add("dynamicObject");
        attributes.put(classes);
        attributes.put("cn", name);
        attributes.put("sn", "Jndi");
        return attributes;
    }

    private static LdapName dn(String name) throws NamingException {
        return new LdapName("cn=" + name + "," + BASE);
    }

    private static SearchControls controls(int scope, String... attributes) {
        return new SearchControls(scope, 0, 0, attributes, false, false);
    }

    private static List<SearchResult> all(NamingEnumeration<SearchResult> results) throws NamingException {
        List<SearchResult> all = new ArrayList<>();
        while (results.hasMore()) {
            all.add(results.next());
        }
        return all;
    }

    @Test
    void aPersonIsAddedFoundChangedAndDeleted() throws NamingException {
        for (int version : new int[] {3, 2}) {
            InitialLdapContext context = connect(version);
            String name = "jndi-life-" + version;
            context.createSubcontext(dn(name), person(name)).close();
            assertThatThrownBy(() -> context.createSubcontext(dn(name), person(name)))
                    .isInstanceOf(NameAlreadyBoundException.class);

            List<SearchResult> found = all(context.search(
                    BASE, "(cn={0})", new Object[] {name}, controls(SearchControls.ONELEVEL_SCOPE, "sn", "cn")));
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().getNameInNamespace()).isEqualTo("cn=" + name + "," + BASE);
            assertThat(found.getFirst().getAttributes().get("sn").get()).isEqualTo("Jndi");

            context.modifyAttributes(dn(name), new ModificationItem[] {
                new ModificationItem(DirContext.REPLACE_ATTRIBUTE, new BasicAttribute("entryTTL", "1800")),
                new ModificationItem(DirContext.ADD_ATTRIBUTE, new BasicAttribute("comment", "changed")),
            });
            Attributes read = context.getAttributes(dn(name), new String[] {"comment", "entryTTL"});
            assertThat(read.get("comment").get()).isEqualTo("changed");
            assertThat(Integer.parseInt(read.get("entryTTL").get().toString())).isBetween(1790, 1800);

            assertThatThrownBy(() -> context.rename(dn(name), dn(name + "-other")))
                    .isInstanceOf(OperationNotSupportedException.class);
            context.destroySubcontext(dn(name));
            assertThatThrownBy(() -> context.getAttributes(dn(name))).isInstanceOf(NameNotFoundException.class);
            context.close();
        }
    }

    @Test
    void pagesShowEveryoneOnce() throws Exception {
        InitialLdapContext context = connect(3);
        for (int i = 0; i < 7; i++) {
            context.createSubcontext(dn("jndi-page-" + i), person("jndi-page-" + i))
                    .close();
        }
        List<String> names = new ArrayList<>();
        byte[] cookie = null;
        int pages = 0;
        do {
            context.setRequestControls(new Control[] {new PagedResultsControl(3, cookie, Control.CRITICAL)});
            for (SearchResult result :
                    all(context.search(BASE, "(cn=jndi-page-*)", controls(SearchControls.ONELEVEL_SCOPE, "cn")))) {
                names.add(result.getAttributes().get("cn").get().toString());
            }
            pages++;
            cookie = null;
            for (Control control : context.getResponseControls()) {
                cookie = ((PagedResultsResponseControl) control).getCookie();
            }
        } while (cookie != null && cookie.length > 0);
        assertThat(names).hasSize(7).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);
        context.close();
    }

    @Test
    void aConferenceKeepsItsOctets() throws NamingException {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        InitialLdapContext context = connect(3);
        Attributes conference = new BasicAttributes(true);
        conference.put("objectClass", "rtConference");
        conference.put("conferenceBlob", octets);
        LdapName name = new LdapName("uid=jndi-conference," + BASE);
        context.createSubcontext(name, conference).close();
        assertThat(context.getAttributes(name, new String[] {"conferenceBlob"})
                        .get("conferenceBlob")
                        .get())
                .isEqualTo(octets);
        context.close();
    }

    @Test
    void version2ListsInTheNClientsForm() throws NamingException {
        InitialLdapContext context = connect(2);
        Attributes person = new BasicAttributes(true);
        person.put("cn", "jndi-v2@example.com");
        person.put("surname", "Grün");
        context.createSubcontext(new LdapName("cn=jndi-v2@example.com,objectClass=rtPerson"), person)
                .close();
        List<SearchResult> found = all(context.search(
                new CompositeName("objectClass=rtPerson"),
                "(&(cn=%)(surname=gr%n))",
                controls(SearchControls.OBJECT_SCOPE, "cn", "surname")));
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().getAttributes().get("cn").get()).isEqualTo("jndi-v2@example.com");
        assertThat(found.getFirst().getAttributes().get("surname").get()).isEqualTo("Grün");
        context.close();
    }

    @Test
    void theSchemaIsReadAsJndiReadsIt() throws NamingException {
        InitialLdapContext context = connect(3);
        DirContext schema = context.getSchema("");
        Attributes person = schema.getAttributes("ClassDefinition/rtPerson");
        assertThat(person.get("NUMERICOID").get().toString()).startsWith("1.2.840.113556.1.4.611.");
        assertThat(schema.getAttributes("AttributeDefinition/conferenceBlob").get("SINGLE-VALUE"))
                .isNotNull();
        context.close();
    }
}
