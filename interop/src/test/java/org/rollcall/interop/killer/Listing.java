package org.rollcall.interop.killer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rollcall.interop.killer.Connection.Entry;

/**
 * All that the server shows to a stranger, in both forms.
 *
 * @param normal people, conferences and applications by their DNs in small letters, text decoded
 * @param list the list of people as NetMeeting loads it, by {@code cn}
 */
record Listing(Map<String, Entry> normal, Map<String, Entry> list) {
    private static final String STRANGER = "127.0.0.1";
    private static final List<String> NORMAL_ATTRIBUTES = List.of("*", "entryTTL", "entryUUID");

    /** What NetMeeting would ask for, and more: the normal names of it. */
    static final List<String> LISTED = List.of(
            "cn",
            "givenname",
            "sn",
            "mail",
            "location",
            "comment",
            "c",
            "ipaddress",
            "sflags",
            "ilsa39321630",
            "applicationid",
            "mimetype",
            "guid",
            "protocolid",
            "protocolmimetype",
            "port");

    static Listing of(InetSocketAddress server) {
        try {
            Map<String, Entry> normal = new TreeMap<>();
            try (Connection connection = Connection.open(server, STRANGER).bind(3)) {
                for (String attribute : List.of("cn", "uid")) {
                    put(
                            normal,
                            connection,
                            Requests.present(
                                    connection.nextId(),
                                    "ou=Dynamic,o=Intranet",
                                    Requests.ONE_LEVEL,
                                    attribute,
                                    NORMAL_ATTRIBUTES));
                }
                put(
                        normal,
                        connection,
                        Requests.present(
                                connection.nextId(),
                                "ou=Applications,o=Intranet",
                                Requests.SUBTREE,
                                "cn",
                                NORMAL_ATTRIBUTES));
                connection.unbind();
            }
            Map<String, Entry> list = new TreeMap<>();
            List<String> names =
                    new ArrayList<>(LISTED.stream().map(Attributes::nName).toList());
            names.add("sttl");
            try (Connection connection = Connection.open(server, STRANGER).bind(2)) {
                for (Entry entry : search(connection, Requests.wholeList(connection.nextId(), names))) {
                    String cn = entry.attributes().getOrDefault("cn", Set.of()).toString();
                    if (list.put(cn.substring(1, cn.length() - 1), entry) != null) {
                        throw new AssertionError("listed twice: " + entry.dn());
                    }
                }
                connection.unbind();
            }
            return new Listing(normal, list);
        } catch (IOException e) {
            throw new AssertionError("the server does not show what it has", e);
        }
    }

    private static void put(Map<String, Entry> normal, Connection connection, byte[] search) throws IOException {
        for (Entry entry : search(connection, search)) {
            Entry decoded = decoded(entry);
            if (normal.put(key(decoded.dn()), decoded) != null) {
                throw new AssertionError("shown twice: " + entry.dn());
            }
        }
    }

    private static List<Entry> search(Connection connection, byte[] search) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Connection.Result result = connection.search(search, entries);
        if (result.code() != Connection.SUCCESS) {
            throw new AssertionError("a search ended with " + result);
        }
        return entries;
    }

    private static Entry decoded(Entry entry) {
        TreeMap<String, Set<String>> attributes = new TreeMap<>();
        entry.attributes().forEach((name, values) -> {
            Set<String> texts = new TreeSet<>();
            values.forEach(value -> texts.add(Attributes.fromUtf8(name, value)));
            attributes.put(name, texts);
        });
        return new Entry(
                new String(entry.dn().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                attributes,
                entry.atMillis());
    }

    /** What DNs are found by. */
    static String key(String dn) {
        return dn.toLowerCase(java.util.Locale.ROOT).replace("\\", "");
    }
}
