package org.rollcall.locator;

import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.RefreshRequest;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.SearchScope;

/**
 * The seeds of {@link RoutineFuzzTest}, by file name: an octet, even for version 2, and requests that differ by a name.
 * {@code main} writes them to the folder given; a test holds the committed files to what stands here.
 */
final class RoutineSeeds {
    static final String FOLDER = "org/rollcall/locator/RoutineFuzzTestInputs/routinesSayWhatTheOrdinaryWaySays";

    private static final String[] NAMES = {"anna", "bert", "xxxx"};

    private RoutineSeeds() {}

    /** Two of the people that the seeds ask for, one with an application. */
    static Site site() {
        Site site = new Site();
        Client client = site.nClient();
        client.registerPerson("anna", "sappid: nm", "surname: of anna", "rfc822mailbox: anna");
        client.registerPerson("bert", "surname: of bert");
        client.registerApplication("bert", "nm", "sport: 1720");
        return site;
    }

    /** Gives those people the leases that they had at first. */
    static void renew(Site site) {
        Client client = site.nClient();
        client.people("(&(objectClass=rtPerson)(cn=anna)(sttl=10))", "sttl").succeeds();
        client.people("(&(objectClass=rtPerson)(cn=bert)(sttl=10))", "sttl").succeeds();
    }

    static Map<String, byte[]> all() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        try (Site site = site()) {
            Client n = site.nClient();
            Client t = site.tClient();
            seeds.put(
                    "n-search",
                    of(0, n, (client, name) -> people(client, "(&(objectClass=rtPerson)(cn=" + name + "))")));
            seeds.put("n-refresh", of(0, n, (client, name) -> people(client, "(&(cn=" + name + ")(sttl=10))")));
            seeds.put(
                    "n-search-of-application",
                    of(0, n, (client, name) -> people(client, "(&(cn=" + name + ")(sappid=nm))")));
            seeds.put("t-search", of(1, t, (client, name) -> dynamic(client, "(cn=" + name + ")")));
            seeds.put("t-search-by-mail", of(1, t, (client, name) -> dynamic(client, "(&(mail=" + name + ")(sn=*))")));
            seeds.put("t-refresh", of(1, t, (client, name) -> refresh(client, tName(name))));
            seeds.put("n-refresh-of-rfc-2589", of(0, n, (client, name) -> refresh(client, nName(name))));
            seeds.put(
                    "t-search-below",
                    of(
                            1,
                            t,
                            (client, name) -> client.searchRequest(
                                    "o=Intranet",
                                    SearchScope.WHOLE_SUBTREE,
                                    Client.parse("(uid=" + name + ")"),
                                    "*",
                                    "+")));
        }
        return seeds;
    }

    private static Request people(Client client, String filter) {
        return client.searchRequest(
                "objectClass=rtPerson",
                SearchScope.BASE_OBJECT,
                Client.parse(filter),
                "cn",
                "sttl",
                "sport",
                "surname");
    }

    private static Request dynamic(Client client, String filter) {
        return client.searchRequest(
                "ou=Dynamic,o=Intranet", SearchScope.SINGLE_LEVEL, Client.parse(filter), "cn", "sn", "entryTTL");
    }

    private static Request refresh(Client client, String dn) {
        OctetString name = client.octets(dn);
        return new RefreshRequest(name, 300).toRequest();
    }

    private static byte[] of(int version, Client client, BiFunction<Client, String, Request> request) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(version);
        for (String name : NAMES) {
            seed.writeBytes(ByteBufUtil.getBytes(client.encoded(request.apply(client, name))));
        }
        return seed.toByteArray();
    }

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> seed : all().entrySet()) {
            Files.write(folder.resolve(seed.getKey()), seed.getValue());
        }
    }
}
