package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.PagedResults;
import org.rollcall.ldap.control.RefreshRequest;
import org.rollcall.ldap.control.RefreshResponse;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.ResultResponse;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;

/** Ways in which clients find out what a server was told; each says in a few words what they saw of a server without entries. */
final class Probes {
    private static final String SUFFIX = "o=Intranet";
    private static final String PEOPLE = "ou=Dynamic,o=Intranet";
    static final Filter ALL = new Filter.Present("objectClass");
    static final SearchRequest SUFFIX_ITSELF = search(SUFFIX, SearchScope.BASE_OBJECT, ALL);
    private static final SearchRequest EVERYBODY = search(PEOPLE, SearchScope.SINGLE_LEVEL, ALL);
    /** So many people, each of so many octets, that system and server don't hold them for a client that does not read. */
    private static final int CROWD = 64;

    private static final int LARGE = 100_000;
    /** More writes than the default lets through at once. */
    static final int FLOOD = 1_000;

    private Probes() {}

    private static InetSocketAddress address(RollcallServer server) {
        return server.boundAddresses().getFirst();
    }

    private static RawClient client(RollcallServer server) throws IOException {
        return new RawClient(address(server));
    }

    /** A client that holds little of what it did not read. */
    private static RawClient lazyClient(RollcallServer server) throws IOException {
        return new RawClient(address(server), 4096);
    }

    private static RawClient stranger(RollcallServer server) throws IOException {
        return new RawClient(address(server), InetAddress.getByName("127.0.0.2"));
    }

    private static SearchRequest search(String base, SearchScope scope, Filter filter, String... attributes) {
        return new SearchRequest(
                OctetString.of(base), scope, DerefAliases.NEVER, 0, 0, false, filter, List.of(attributes));
    }

    private static String dn(String name) {
        return "cn=" + name + "," + PEOPLE;
    }

    private static byte[] person(int id, String dn, Attribute... more) {
        return entry(id, dn, "rtPerson", more);
    }

    private static byte[] entry(int id, String dn, String objectClass, Attribute... more) {
        List<Attribute> attributes = new ArrayList<>(List.of(more));
        attributes.add(Attribute.of("objectClass", objectClass));
        return Requests.encode(id, new AddRequest(OctetString.of(dn), attributes));
    }

    private static Attribute text(int octets) {
        return Attribute.of("sn", "x".repeat(octets));
    }

    /** The number of entries and the result; or that the connection was closed instead. */
    private static String answer(RawClient client, byte[] request) throws IOException {
        try {
            client.send(request);
            int entries = 0;
            LdapMessage message = client.read();
            while (!(message.op() instanceof ResultResponse)) {
                entries++;
                message = client.read();
            }
            return entries + " " + RawClient.result(message).code().label();
        } catch (EOFException | SocketException e) {
            return "closed";
        }
    }

    private static String result(RawClient client, byte[] request) throws IOException {
        return RawClient.result(client.send(request).readResult()).code().label();
    }

    private static String result(RollcallServer server, byte[] request) throws IOException {
        try (RawClient client = client(server)) {
            return result(client, request);
        }
    }

    private static void add(RollcallServer server, byte[]... people) throws IOException {
        try (RawClient client = client(server)) {
            for (byte[] person : people) {
                assertThat(result(client, person)).isEqualTo("success");
            }
        }
    }

    private static void addThree(RollcallServer server) throws IOException {
        add(server, person(1, dn("a")), person(2, dn("b")), person(3, dn("c")));
    }

    private static void addCrowd(RollcallServer server) throws IOException {
        byte[][] people = new byte[CROWD][];
        for (int i = 0; i < CROWD; i++) {
            people[i] = person(1, dn("a" + i), text(LARGE));
        }
        add(server, people);
    }

    /** The value that somebody's entry shows; nothing where there is no such entry. */
    private static Optional<String> value(RawClient client, String name, String attribute) throws IOException {
        client.send(Requests.encode(1, search(dn(name), SearchScope.BASE_OBJECT, ALL, attribute)));
        LdapMessage message = client.read();
        if (!(message.op() instanceof SearchResultEntry entry)) {
            return Optional.empty();
        }
        client.readResult();
        return Optional.of(entry.attributes().getFirst().values().getFirst().utf8());
    }

    static String otherSuffix(RollcallServer server) throws IOException {
        try (RawClient client = client(server)) {
            return answer(client, Requests.encode(1, search("o=More", SearchScope.BASE_OBJECT, ALL)));
        }
    }

    static String secondIlsa(RollcallServer server) throws IOException {
        add(server, person(1, dn("a"), Attribute.of("ILSA990011", "1")));
        return result(server, person(1, dn("b"), Attribute.of("ILSA990012", "1")));
    }

    /** Begun hours, since it is counting down. */
    static String hoursOfLease(RollcallServer server, Attribute... more) throws IOException {
        add(server, person(1, dn("a"), more));
        try (RawClient client = client(server)) {
            long seconds = Long.parseLong(value(client, "a", "entryTTL").orElseThrow());
            return Long.toString(Math.ceilDiv(seconds, Duration.ofHours(1).toSeconds()));
        }
    }

    static String mostGranted(RollcallServer server, String objectClass) throws Exception {
        add(server, entry(1, dn("a"), objectClass));
        try (RawClient client = client(server)) {
            RefreshRequest refresh = new RefreshRequest(OctetString.of(dn("a")), 31_000_000);
            LdapMessage reply =
                    client.send(Requests.encode(1, refresh.toRequest())).readResult();
            OctetString granted = ((ExtendedResponse) reply.op()).value().orElseThrow();
            return Integer.toString(RefreshResponse.decode(granted).responseTtlSeconds());
        }
    }

    /** Whether an entry is still there after what is shown of its lease is over. */
    static String endOfLease(RollcallServer server) throws IOException {
        add(server, person(1, dn("a"), Attribute.of("sttl", "1")));
        try (RawClient client = client(server)) {
            Optional<String> left = value(client, "a", "entryTTL");
            while (left.isPresent() && !left.get().equals("0")) {
                left = value(client, "a", "entryTTL");
            }
            return value(client, "a", "entryTTL").isPresent() ? "there" : "gone";
        }
    }

    static String addressShown(RollcallServer server) throws IOException {
        add(server, person(1, dn("a"), Attribute.of("ipAddress", "3758139584")));
        try (RawClient client = client(server)) {
            return value(client, "a", "ipAddress").orElseThrow();
        }
    }

    static String strangersDelete(RollcallServer server) throws IOException {
        add(server, person(1, dn("a")));
        try (RawClient stranger = stranger(server)) {
            return result(stranger, Requests.encode(1, new DeleteRequest(OctetString.of(dn("a")))));
        }
    }

    static String addOfGuest(RollcallServer server) throws IOException {
        return result(server, person(1, "cn=a,ou=Guests,o=Intranet"));
    }

    /** What the second client of one address gets, and then the first of another. */
    static String nextClients(RollcallServer server) throws IOException {
        byte[] request = Requests.encode(1, SUFFIX_ITSELF);
        try (RawClient first = client(server)) {
            assertThat(answer(first, request)).isEqualTo("1 success");
            try (RawClient second = client(server);
                    RawClient stranger = stranger(server)) {
                return answer(second, request) + ", " + answer(stranger, request);
            }
        }
    }

    /** What the server says when it ends the connection. */
    static String farewell(RollcallServer server, byte[]... requests) throws IOException {
        try (RawClient client = client(server).send(requests)) {
            LdapMessage message = client.read();
            while (message.messageId() != 0) {
                message = client.read();
            }
            return RawClient.result(message).diagnosticMessage();
        }
    }

    static String complaint(RollcallServer server, Filter filter) throws IOException {
        try (RawClient client = client(server)) {
            client.send(Requests.encode(1, search(SUFFIX, SearchScope.BASE_OBJECT, filter)));
            return RawClient.result(client.readResult()).diagnosticMessage();
        }
    }

    /** A list that takes turns is abandoned, if that is heard before it is over. */
    static String resultAroundAbandon(RollcallServer server) throws IOException {
        addCrowd(server);
        try (RawClient client = lazyClient(server)) {
            client.send(Requests.encode(1, EVERYBODY), Requests.abandon(2, 1), Requests.encode(3, SUFFIX_ITSELF));
            return client.result();
        }
    }

    /** The bind waits for the whole list to be written, and the add for the bind. */
    static String addBehindUnreadList(RollcallServer server) throws IOException {
        addCrowd(server);
        try (RawClient lazy = lazyClient(server);
                RawClient client = client(server)) {
            lazy.send(Requests.encode(1, EVERYBODY), Requests.bind(2, 3), person(3, dn("late")));
            while (value(client, "late", "cn").isEmpty()) {
                // Each look is an answer of the server.
            }
            return "done";
        }
    }

    /** Whether somebody who reads a long list slowly gets it whole. */
    static String slowlyReadList(RollcallServer server) throws IOException {
        addCrowd(server);
        try (RawClient lazy = lazyClient(server);
                RawClient client = client(server)) {
            lazy.send(Requests.encode(1, EVERYBODY));
            while (!(lazy.read().op() instanceof SearchResultDone)) {
                for (int i = 0; i < 100; i++) {
                    value(client, "a0", "cn");
                }
            }
            return "all";
        } catch (IOException e) {
            return "cut off";
        }
    }

    static String thirdAdd(RollcallServer server) throws IOException {
        add(server, person(1, dn("a")), person(2, dn("b")));
        return result(server, person(3, dn("c")));
    }

    static String largeAdd(RollcallServer server) throws IOException {
        return result(server, person(1, dn("a"), text(1_000)));
    }

    /** Whether very many writes at once are all let through. */
    static String flood(RollcallServer server) throws IOException {
        byte[][] writes = new byte[FLOOD][];
        for (int i = 0; i < FLOOD; i++) {
            writes[i] = Requests.encode(1 + i, new DeleteRequest(OctetString.of(dn("nobody"))));
        }
        try (RawClient client = client(server).send(writes)) {
            int busy = 0;
            for (int i = 0; i < FLOOD; i++) {
                busy += RawClient.result(client.readResult()).code().equals(ResultCode.BUSY) ? 1 : 0;
            }
            return busy == 0 ? "all" : "not all";
        }
    }

    /** A filter on which a text of the letter x alone takes some time, and fails. */
    static Filter laborious(int items) {
        OctetString part = OctetString.of("xxxxxxxxy");
        return new Filter.Or(Collections.nCopies(
                items, new Filter.Substrings("sn", Optional.empty(), List.of(part), Optional.empty())));
    }

    static String laboriousSearch(RollcallServer server) throws IOException {
        addCrowd(server);
        try (RawClient client = client(server)) {
            Filter filter = new Filter.Or(List.of(laborious(3), ALL));
            return client.send(Requests.encode(1, search(PEOPLE, SearchScope.SINGLE_LEVEL, filter)))
                    .result();
        }
    }

    static String listOfThree(RollcallServer server) throws IOException {
        addThree(server);
        try (RawClient client = client(server)) {
            return answer(client, Requests.encode(1, EVERYBODY));
        }
    }

    static String pageOfThree(RollcallServer server) throws IOException {
        addThree(server);
        try (RawClient client = client(server)) {
            return answer(
                    client, Requests.encode(1, EVERYBODY, new PagedResults(100, OctetString.EMPTY).toControl(true)));
        }
    }

    /** With two clients connected, and one entry that ends. */
    static String figures(RollcallServer server) throws Exception {
        if (server.metricsAddress().isEmpty()) {
            return "none";
        }
        add(server, person(1, dn("a")));
        URI uri = URI.create("http://127.0.0.1:" + server.metricsAddress().get().getPort() + "/metrics");
        try (RawClient one = client(server);
                RawClient other = client(server);
                HttpClient http = HttpClient.newHttpClient()) {
            answer(one, Requests.encode(1, SUFFIX_ITSELF));
            answer(other, Requests.encode(1, SUFFIX_ITSELF));
            String text;
            do {
                text = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .body();
            } while (figure(text, "rollcall_expiries_total").equals("0.0"));
            return figure(text, "rollcall_connections") + " open, " + figure(text, "rollcall_expiries_total")
                    + " expired, " + figure(text, "rollcall_access_log_dropped_total") + " dropped";
        }
    }

    private static String figure(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .collect(Collectors.joining());
    }

    /** Whether the end waits for a client that does not read its list, as long as the default lets it. */
    static String endAmidWork(RollcallServer server) throws IOException {
        addCrowd(server);
        try (RawClient client = lazyClient(server)) {
            client.send(Requests.encode(1, EVERYBODY)).read();
            long start = System.nanoTime();
            server.close();
            return System.nanoTime() - start < Duration.ofMillis(1_500).toNanos() ? "at once" : "later";
        }
    }
}
