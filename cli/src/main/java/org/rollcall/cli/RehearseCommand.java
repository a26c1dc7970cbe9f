package org.rollcall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.filter.FilterParser;
import org.rollcall.ldap.filter.InvalidFilterException;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.Request;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import picocli.CommandLine.Command;

/**
 * {@code rollcall rehearse}: a start, some clients of each dialect, and an end. The launcher runs it after a build with
 * the JVM taking notes, for the ahead-of-time cache that later starts begin with.
 */
@Command(name = "rehearse", hidden = true, description = "Goes through a start, for the launcher's cache.")
final class RehearseCommand implements Callable<Integer> {
    /** Enough for the JVM to tell what is called often. */
    private static final int ROUNDS = 300;

    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());
    private static final String TREE = "ou=Dynamic,o=Intranet";

    @Override
    public Integer call() throws StartException, IOException, InvalidFilterException {
        Commands.run(NOWHERE, NOWHERE, System.getenv(), Path.of(""), "config");
        Path data = Files.createTempDirectory("rollcall-rehearsal");
        try {
            rehearse(data);
            // Again, with entries to bring back.
            rehearse(data);
        } finally {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Main.DONE;
    }

    private static void rehearse(Path data) throws StartException, IOException, InvalidFilterException {
        GivenSettings given = PlainFlags.read(
                        List.of("--address", "127.0.0.1", "--port=0", "--durability=os", "--data=" + data))
                .orElseThrow();
        try (Serving serving = Serving.start(given.load(Map.of(), Path.of("/nonexistent")), NOWHERE)) {
            InetSocketAddress address = serving.boundAddresses().getFirst();
            for (int round = 0; round < ROUNDS; round++) {
                netMeeting(address, "rehearsal" + round % 7 + "@example.org");
                plain(address, "rehearsal" + round % 5 + "@example.com");
            }
            register(address, "rehearsal@example.net");
        }
    }

    /** Version 2, one operation for each connection. */
    private static void netMeeting(InetSocketAddress address, String name) throws IOException, InvalidFilterException {
        OctetString entry = nClientName(name);
        register(address, name);
        String exact = "(&(objectClass=rtPerson)(cn=" + name + ")";
        session(address, 2, search("objectClass=rtPerson", SearchScope.BASE_OBJECT, exact + "(sttl=10))", "sttl"));
        session(address, 2, search("objectClass=rtPerson", SearchScope.BASE_OBJECT, exact + ")", "cn", "sipaddress"));
        session(
                address,
                2,
                search("objectClass=rtPerson", SearchScope.BASE_OBJECT, "(&(objectClass=rtPerson)(cn=%))", "cn"));
        session(address, 2, new DeleteRequest(entry));
    }

    private static OctetString nClientName(String name) {
        return OctetString.of("c=-, o=Example, cn=" + name + ", objectClass=rtPerson");
    }

    private static void register(InetSocketAddress address, String name) throws IOException {
        OctetString entry = nClientName(name);
        AddRequest add = new AddRequest(
                entry,
                List.of(
                        Attribute.of("cn", name),
                        Attribute.of("rfc822mailbox", name),
                        Attribute.of("surname", "Rehearsal"),
                        Attribute.of("sipaddress", "16777343"),
                        Attribute.of("sport", "1503"),
                        Attribute.of("sflags", "1"),
                        Attribute.of("ssecurity", "4711")));
        ModifyRequest application = new ModifyRequest(
                entry,
                List.of(
                        replace("sappid", "ms-netmeeting"),
                        replace("smimetype", "text/iuls"),
                        replace("sappguid", "008aff194794cf118796444553540000"),
                        replace("sprotid", "h323"),
                        replace("sprotmimetype", "text/h323"),
                        replace("sport", "1720"),
                        replace("smodop", "0")));
        session(address, 2, add, application);
    }

    /** Version 3, everything on one connection. */
    private static void plain(InetSocketAddress address, String name) throws IOException, InvalidFilterException {
        OctetString entry = OctetString.of("cn=" + name + "," + TREE);
        session(
                address,
                3,
                search("", SearchScope.BASE_OBJECT, "(objectClass=*)", "*", "+"),
                new AddRequest(
                        entry,
                        List.of(
                                Attribute.of("objectClass", "rtPerson"),
                                Attribute.of("cn", name),
                                Attribute.of("rfc822Mailbox", name),
                                Attribute.of("entryTTL", "600"))),
                new ModifyRequest(entry, List.of(replace("entryTTL", "1200"))),
                search(TREE, SearchScope.SINGLE_LEVEL, "(cn=" + name + ")", "*", "entryTTL"),
                search(TREE, SearchScope.SINGLE_LEVEL, "(cn=rehearsal*)"),
                search("o=Intranet", SearchScope.WHOLE_SUBTREE, "(objectClass=*)"),
                new DeleteRequest(entry));
    }

    private static Modification replace(String attribute, String value) {
        return new Modification(Modification.Kind.REPLACE, Attribute.of(attribute, value));
    }

    private static SearchRequest search(String base, SearchScope scope, String filter, String... attributes)
            throws InvalidFilterException {
        return new SearchRequest(
                OctetString.of(base),
                scope,
                DerefAliases.NEVER,
                0,
                0,
                false,
                FilterParser.parse(filter),
                List.of(attributes));
    }

    private static void session(InetSocketAddress address, int version, Request... requests) throws IOException {
        TextEncoding text = version == 2 ? TextEncoding.ISO_8859_1 : TextEncoding.UTF_8;
        try (RehearsalClient client = new RehearsalClient(address, text)) {
            client.ask(new BindRequest(version, OctetString.EMPTY, new BindRequest.Simple(OctetString.EMPTY)));
            for (Request request : requests) {
                client.ask(request);
            }
        }
    }
}
