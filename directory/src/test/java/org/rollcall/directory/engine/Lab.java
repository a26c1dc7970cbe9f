package org.rollcall.directory.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.sddl.InvalidSddlException;
import org.rollcall.access.sddl.NoSddlFormException;
import org.rollcall.access.sddl.Sddl;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.Entry;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Granted;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Match;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Owner;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.Recovered;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.Renewal;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.Transaction;
import org.rollcall.directory.View;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.filter.FilterParser;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/** A directory with clocks in the test's hand, and short ways to say what tests do. */
final class Lab {
    static final String DYNAMIC = "ou=Dynamic,o=Intranet";
    static final String APPLICATIONS = "ou=Applications,o=Intranet";
    static final Asker ALICE = Asker.from(new Owner.Network("192.0.2.1"));
    static final Asker BOB = Asker.from(new Owner.Network("192.0.2.2"));
    static final Schema SCHEMA = SchemaLoader.defaultSchema();

    final AtomicLong nanos = new AtomicLong(-1_000_000_000_000L);
    final LocalDirectory directory;
    final InstantSource wall;
    /** What the last restart found. */
    Recovered recovered;

    private final EngineSettings settings;
    private final Store store;

    Lab() {
        this(EngineSettings.DEFAULT, new MemoryStore());
    }

    Lab(EngineSettings settings, Store store) {
        this(settings, store, Instant.ofEpochSecond(1_800_000_000L));
    }

    private Lab(EngineSettings settings, Store store, Instant begin) {
        long start = nanos.get();
        this.settings = settings;
        this.store = store;
        this.wall = () -> begin.plusNanos(nanos.get() - start);
        directory = new LocalDirectory(
                settings,
                SCHEMA,
                List.of(Attribute.of("namingContexts", "o=Intranet"), Attribute.of("supportedLDAPVersion", "2", "3")),
                nanos::get,
                wall,
                new Random(42),
                store);
    }

    /** The next directory on the same store, after a crash.
     *
     * @param down by how much the date differs then
     */
    Lab restarted(Duration down) {
        Lab next = new Lab(settings, store, wall.instant().plus(down));
        next.recovered = next.directory.recover(Runnable::run, entries -> {});
        return next;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Lets a sweeper that comes often do all there is to do. */
    void sweep() {
        while (directory.sweep(100) == 0) {
            // More is due.
        }
    }

    EntryName name(String dn) {
        return directory.name(Tree.parse(dn));
    }

    View view(Asker asker) {
        return directory.view(asker);
    }

    static LeaseTerm.Exactly seconds(long seconds) {
        return new LeaseTerm.Exactly(Duration.ofSeconds(seconds), false, false);
    }

    static LeaseTerm.Exactly minutes(long minutes) {
        return new LeaseTerm.Exactly(Duration.ofMinutes(minutes), true, true);
    }

    NewEntry person(String cn, Attribute... more) {
        return person(cn, seconds(600), more);
    }

    NewEntry person(String cn, LeaseTerm term, Attribute... more) {
        return entry("cn=" + cn + "," + DYNAMIC, "rtPerson", term, more);
    }

    NewEntry application(String cn, String appName, Attribute... more) {
        return entry("cn=" + cn + ",appName=" + appName + "," + APPLICATIONS, "rtApplicationUser", seconds(600), more);
    }

    NewEntry entry(String dn, String objectClass, LeaseTerm term, Attribute... more) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.of("objectClass", objectClass));
        attributes.addAll(Arrays.asList(more));
        return new NewEntry(name(dn), attributes, term, List.of());
    }

    Granted add(Asker asker, NewEntry entry) {
        return write(asker, transaction -> transaction.add(entry), entry.name());
    }

    void delete(Asker asker, String dn) {
        write(
                asker,
                transaction -> {
                    transaction.delete(name(dn));
                    return true;
                },
                name(dn));
    }

    <T> T write(Asker asker, Function<Transaction, T> work, EntryName... names) {
        return result(view(asker).write(Set.of(names), work));
    }

    static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    Condition condition(String filter) {
        return directory.condition(filter(filter));
    }

    static Filter filter(String text) {
        try {
            return FilterParser.parse(text);
        } catch (Exception e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** DNs of what is found, in the order of finding. */
    List<String> search(Asker asker, String base, SearchScope scope, String filter) {
        return search(asker, base, scope, filter, Pairing.NONE);
    }

    List<String> search(Asker asker, String base, SearchScope scope, String filter, Pairing pairing) {
        List<String> found = new ArrayList<>();
        SearchCursor cursor = view(asker)
                .search(new SearchQuery(name(base), scope, condition(filter), pairing, false, SearchQuery.START));
        drain(cursor, match -> found.add(text(match)));
        return found;
    }

    List<String> list(Asker asker, String filter) {
        return search(asker, DYNAMIC, SearchScope.SINGLE_LEVEL, filter);
    }

    static void drain(SearchCursor cursor, java.util.function.Consumer<Match> reader) {
        SearchCursor.Step step;
        do {
            step = cursor.advance(7, match -> {
                reader.accept(match);
                return true;
            });
        } while (step == SearchCursor.Step.MORE);
    }

    static String text(Match match) {
        return match.entry().name().dn().toString();
    }

    Renewal renew(Asker asker, String dn, LeaseTerm.Exactly term) {
        return view(asker).renew(new RenewRequest(name(dn), term, condition("(objectClass=*)"), Pairing.NONE, false));
    }

    List<String> values(Asker asker, String dn, String attribute) {
        return view(asker)
                .read(name(dn))
                .map(match -> match.values(SCHEMA.attributeType(attribute).orElseThrow()).stream()
                        .map(value -> value.utf8())
                        .toList())
                .orElseThrow(() -> new DirectoryException(ResultCode.NO_SUCH_OBJECT, dn));
    }

    boolean exists(Asker asker, String dn) {
        return view(asker).read(name(dn)).isPresent();
    }

    /** Who has proved who it is. */
    static Asker principal(String name, Sid user, Sid... groups) {
        return new Asker(new Owner.Principal(name), Token.of(user, groups), false, false);
    }

    /** A descriptor written in SDDL. */
    static Attribute descriptor(String sddl) {
        try {
            return descriptor(new Sddl(Optional.empty()).parse(sddl));
        } catch (InvalidSddlException e) {
            throw new IllegalArgumentException(sddl, e);
        }
    }

    static Attribute descriptor(SecurityDescriptor descriptor) {
        return new Attribute("ntSecurityDescriptor", List.of(OctetString.wrap(descriptor.encode())));
    }

    /** The descriptor of an entry as it is kept, in SDDL; empty where it has none. */
    String sddl(String dn) {
        AttributeType type = SCHEMA.attributeType("ntSecurityDescriptor").orElseThrow();
        List<OctetString> values =
                view(Asker.SERVER).read(name(dn)).orElseThrow().entry().values(type);
        try {
            return values.isEmpty() ? "" : new Sddl(Optional.empty()).format(decoded(values.getFirst()));
        } catch (NoSddlFormException e) {
            throw new IllegalStateException(dn, e);
        }
    }

    static SecurityDescriptor decoded(OctetString octets) {
        try {
            return SecurityDescriptor.decode(octets.toByteArray(), DescriptorLimits.DEFAULT);
        } catch (InvalidDescriptorException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What an entry holds, to be written again with these in the place of what they are called like. */
    NewEntry contents(String dn, Attribute... others) {
        Entry entry = view(Asker.SERVER).read(name(dn)).orElseThrow().entry();
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < entry.size(); i++) {
            AttributeType type = entry.type(i);
            if (Arrays.stream(others).noneMatch(other -> other.description().equals(type.name()))) {
                attributes.add(new Attribute(type.name(), entry.values(type)));
            } else {
                Arrays.stream(others)
                        .filter(other -> other.description().equals(type.name()))
                        .filter(other -> !other.values().isEmpty())
                        .forEach(attributes::add);
            }
        }
        for (Attribute other : others) {
            if (entry.indexOf(SCHEMA.attributeType(other.description()).orElseThrow()) < 0) {
                attributes.add(other);
            }
        }
        return new NewEntry(entry.name(), attributes, new LeaseTerm.Static(), List.of());
    }

    void replace(Asker asker, String dn, Attribute... others) {
        NewEntry contents = contents(dn, others);
        write(
                asker,
                transaction -> {
                    transaction.replace(name(dn), contents);
                    return true;
                },
                name(dn));
    }

    static ResultCode refusal(Runnable action) {
        try {
            action.run();
        } catch (DirectoryException e) {
            return e.result().code();
        }
        return ResultCode.SUCCESS;
    }
}
