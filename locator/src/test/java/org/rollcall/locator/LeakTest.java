package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.applicationName;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.Assertion;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.control.PagedResults;
import org.rollcall.ldap.control.ReadEntryRequest;
import org.rollcall.ldap.control.SdFlags;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;

/**
 * Two directories, of which one has entries more that the asker can't read. Whatever the asker does, both answer with the
 * same octets, but that names are taken.
 */
class LeakTest {
    private static final String SECRET = "D:(A;;GA;;;BA)";

    /** What an asker may do, in order: each changes what it changes in both. */
    private static Map<String, Function<Client, Client.Reply>> deeds() {
        Map<String, Function<Client, Client.Reply>> deeds = new LinkedHashMap<>();
        List<String> secrets = List.of(
                tName("secret"),
                "uid=secret,ou=Dynamic,o=Intranet",
                applicationName("secret", "app"),
                "ou=Vault,ou=Dynamic,o=Intranet");
        for (String dn : secrets) {
            for (String name : List.of(dn, "cn=beneath," + dn)) {
                for (SearchScope scope : SearchScope.values()) {
                    deeds.put("search " + scope + " at " + name, client -> search(client, name, scope, any()));
                }
                deeds.put("delete " + name, client -> client.delete(name));
                deeds.put("modify " + name, client -> client.replace(name, "sn: x"));
                deeds.put("modify descriptor of " + name, client -> client.replace(name, "ntSecurityDescriptor: x"));
                deeds.put("modify lease of " + name, client -> client.replace(name, "entryTTL: 300"));
                deeds.put("refresh " + name, client -> client.refresh(name, 300));
                deeds.put("compare " + name, client -> client.compare(name, "cn", "secret"));
                deeds.put("compare unknown of " + name, client -> client.compare(name, "nonsense", "secret"));
                deeds.put(
                        "delete after a look " + name,
                        client -> client.send(new DeleteRequest(OctetString.of(name)), preRead()));
                deeds.put(
                        "modify under a condition " + name,
                        client -> client.send(
                                new ModifyRequest(
                                        OctetString.of(name),
                                        List.of(new Modification(Modification.Kind.REPLACE, Attribute.of("sn", "x")))),
                                new Assertion(any()).toControl(true)));
            }
        }
        deeds.put(
                "add beneath",
                client -> client.add("cn=beneath,ou=Vault,ou=Dynamic,o=Intranet", "objectClass: rtPerson"));
        for (String base : List.of("o=Intranet", "ou=Dynamic,o=Intranet", "ou=Applications,o=Intranet", "")) {
            for (SearchScope scope : SearchScope.values()) {
                for (Filter filter : filters()) {
                    deeds.put(
                            "search " + scope + " at " + base + " for " + filter,
                            client -> search(client, base, scope, filter));
                    deeds.put(
                            "count " + scope + " at " + base + " for " + filter,
                            client -> search(client, base, scope, filter, 2));
                    deeds.put(
                            "pages " + scope + " at " + base + " for " + filter,
                            client -> pages(client, base, scope, filter));
                }
            }
        }
        return deeds;
    }

    private static Map<String, Function<Client, Client.Reply>> nDeeds() {
        Map<String, Function<Client, Client.Reply>> deeds = new LinkedHashMap<>();
        for (String filter : List.of(
                "(cn=secret)",
                "(cn=%)",
                "(cn=sec%)",
                "(&(cn=secret)(sttl=10))",
                "(&(objectClass=rtPerson)(cn=secret)(sttl=10))",
                "(&(cn=secret)(sappid=app))",
                "(sappid=app)",
                "(sappid=%)")) {
            deeds.put("people " + filter, client -> client.people(filter, "cn", "sappid", "sflags"));
            deeds.put("again " + filter, client -> client.people(filter, "cn", "sappid", "sflags"));
            deeds.put("conferences " + filter, client -> client.conferences(filter, "cn"));
        }
        for (String smodop : List.of("0", "1", "2", "3")) {
            deeds.put(
                    "modify " + smodop,
                    client -> client.replace(nName("secret"), "smodop: " + smodop, "sappid: app", "sn: x"));
        }
        deeds.put("delete", client -> client.delete(nName("secret")));
        deeds.put("compare", client -> client.compare(nName("secret"), "cn", "secret"));
        deeds.put("compare application", client -> client.compare(nName("secret"), "sappid", "app"));
        deeds.put("visible", client -> client.people("(cn=visible)", "cn", "sappid"));
        return deeds;
    }

    private static List<Filter> filters() {
        return List.of(
                any(),
                new Filter.Equality("cn", OctetString.of("secret")),
                new Filter.Equality("uid", OctetString.of("secret")),
                new Filter.Equality("objectClass", OctetString.of("rtPerson")),
                new Filter.Equality("objectClass", OctetString.of("rtApplication")),
                new Filter.Present("cn"),
                new Filter.Present("ntSecurityDescriptor"),
                new Filter.Not(new Filter.Equality("cn", OctetString.of("visible"))),
                new Filter.Equality("hasSubordinates", OctetString.of("TRUE")));
    }

    private static Filter any() {
        return new Filter.Present("objectClass");
    }

    private static Control preRead() {
        return new ReadEntryRequest(List.of("*")).toControl(Oids.PRE_READ, true);
    }

    private static Client.Reply search(
            Client client, String base, SearchScope scope, Filter filter, Control... controls) {
        return client.send(request(base, scope, filter, 0), controls);
    }

    private static Client.Reply search(Client client, String base, SearchScope scope, Filter filter, int limit) {
        return client.send(request(base, scope, filter, limit), new SdFlags(7).toControl(false));
    }

    // Identifiers and times are an entry's own: those of two directories differ.
    private static SearchRequest request(String base, SearchScope scope, Filter filter, int limit) {
        return new SearchRequest(
                OctetString.of(base),
                scope,
                DerefAliases.NEVER,
                limit,
                0,
                false,
                filter,
                List.of("*", "hasSubordinates", "entryTTL"));
    }

    private static Client.Reply pages(Client client, String base, SearchScope scope, Filter filter) {
        OctetString cookie = OctetString.EMPTY;
        List<org.rollcall.ldap.message.SearchResultEntry> all = new ArrayList<>();
        while (true) {
            Client.Reply reply = search(client, base, scope, filter, new PagedResults(2, cookie).toControl(true));
            all.addAll(reply.entries());
            if (reply.controls().isEmpty()) {
                return reply;
            }
            try {
                cookie = PagedResults.decode(reply.controls().getFirst().value().orElseThrow())
                        .cookie();
            } catch (org.rollcall.ldap.ber.BerException e) {
                throw new AssertionError(e);
            }
            if (cookie.isEmpty()) {
                return new Client.Reply(all, reply.response(), List.of(), reply.text());
            }
        }
    }

    private static void fill(Site site, boolean withSecrets) {
        Client owner = site.tClient();
        Client n = site.nClient();
        n.registerPerson("visible").succeeds();
        if (withSecrets) {
            secret(owner, tName("secret"), "objectClass: rtPerson", "sn: s", "ssecurity: 4");
            secret(owner, "uid=secret,ou=Dynamic,o=Intranet", "objectClass: rtConference");
            secret(owner, applicationName("secret", "app"), "objectClass: rtApplicationUser", "applicationID: app");
            secret(owner, applicationName("visible", "hidden"), "objectClass: rtApplicationUser", "applicationID: h");
            secret(site.admin(), "ou=Vault,ou=Dynamic,o=Intranet", "objectClass: organizationalUnit");
        }
        n.registerApplication("visible", "shown").succeeds();
        owner.add("uid=open,ou=Dynamic,o=Intranet", "objectClass: rtConference").succeeds();
        owner.add(tName("last"), "objectClass: rtPerson").succeeds();
    }

    private static void secret(Client client, String dn, String... lines) {
        List<Attribute> attributes = new ArrayList<>(client.attributes(lines));
        attributes.add(new Attribute("ntSecurityDescriptor", List.of(Client.descriptor(SECRET))));
        client.send(new AddRequest(OctetString.of(dn), attributes)).succeeds();
    }

    @Test
    void whatCannotBeReadShowsInNoAnswer() {
        try (Site with = new Site();
                Site without = new Site()) {
            fill(with, true);
            fill(without, false);
            compare(deeds(), with.tClient(Site.ELSEWHERE), without.tClient(Site.ELSEWHERE));
            compare(nDeeds(), with.nClient(Site.ELSEWHERE), without.nClient(Site.ELSEWHERE));
            for (String dn : List.of(tName("secret"), applicationName("visible", "hidden"))) {
                with.tClient().read(dn).succeeds();
                without.tClient().read(dn).fails(ResultCode.NO_SUCH_OBJECT);
            }
        }
    }

    @Test
    void whatCannotBeReadIsNoWorkForASearchThatMayDoLittle() {
        for (int work = 1; work <= 6; work++) {
            LocatorSettings little = new LocatorSettings(LocatorSettings.AddressPolicy.AUTO, 0, Duration.ZERO, work, 0);
            try (Site with = new Site(little);
                    Site without = new Site(little)) {
                fill(with, true);
                fill(without, false);
                compare(deeds(), with.tClient(Site.ELSEWHERE), without.tClient(Site.ELSEWHERE));
            }
        }
    }

    private static void compare(Map<String, Function<Client, Client.Reply>> deeds, Client with, Client without) {
        // Twice: what came before is answered by routines.
        for (int round = 0; round < 2; round++) {
            deeds.forEach((name, deed) -> {
                Client.Reply one = deed.apply(with);
                Client.Reply other = deed.apply(without);
                assertThat(one.entries()).as(name).isEqualTo(other.entries());
                assertThat(one.response()).as(name).isEqualTo(other.response());
                if (!name.startsWith("pages")) {
                    assertThat(with.answered()).as(name).isEqualTo(without.answered());
                }
            });
        }
    }

    @Test
    void itsNameIsTakenAndThatIsAll() {
        try (Site site = new Site()) {
            fill(site, true);
            Client stranger = site.tClient(Site.ELSEWHERE);
            Client.Reply unreadable = stranger.add(tName("secret"), "objectClass: rtPerson");
            Client.Reply readable = stranger.add(tName("visible"), "objectClass: rtPerson");
            assertThat(unreadable.code()).isEqualTo(ResultCode.ENTRY_ALREADY_EXISTS);
            assertThat(unreadable.response()).isEqualTo(readable.response());
            Client n = site.nClient(Site.ELSEWHERE);
            assertThat(n.registerPerson("secret").response())
                    .isEqualTo(n.registerPerson("visible").response());
        }
    }
}
