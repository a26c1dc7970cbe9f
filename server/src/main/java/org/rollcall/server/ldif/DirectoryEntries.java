package org.rollcall.server.ldif;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Directory;
import org.rollcall.directory.Entry;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Match;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.View;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.locator.EntryReader;

/** The entries of a directory in this process, seen and changed as the server itself may. */
public final class DirectoryEntries implements Entries {
    private static final int STEP = 1000;

    private final Directory directory;
    private final List<AttributeType> operational;
    private final AttributeType timeToLive;

    public DirectoryEntries(Directory directory) {
        this.directory = directory;
        this.operational = Stream.of("entryUUID", "createTimestamp", "modifyTimestamp", "creatorsName")
                .map(this::type)
                .toList();
        this.timeToLive = type("entryTTL");
    }

    private AttributeType type(String name) {
        return directory.schema().attributeType(name).orElseThrow();
    }

    /** Goes through the directory once for each level of names, and keeps no list of what is there. */
    @Override
    public void read(Selection selection, Sink sink) throws IOException {
        View view = directory.view(Asker.SERVER);
        EntryName base = directory.name(selection.base());
        Condition condition = directory.condition(selection.filter());
        for (boolean subentries : new boolean[] {false, true}) {
            SearchQuery query = new SearchQuery(
                    base, SearchScope.WHOLE_SUBTREE, condition, Pairing.NONE, subentries, SearchQuery.START);
            Level level = new Level(sink, base.dn().size());
            do {
                read(view.search(query), level);
            } while (level.next());
        }
    }

    private static void read(SearchCursor search, Level level) throws IOException {
        try {
            SearchCursor.Step step;
            do {
                step = search.advance(STEP, level);
            } while (step == SearchCursor.Step.MORE);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public Intake intake(IntakeTerms terms) {
        return new DirectoryIntake(directory, terms);
    }

    /** The entries whose names have so many RDNs. */
    private final class Level implements SearchCursor.Sink {
        private final Sink sink;
        private final BitSet occupied = new BitSet();
        private int rdns;

        Level(Sink sink, int rdns) {
            this.sink = sink;
            this.rdns = rdns;
        }

        /** Goes one down, to where entries were met. @return false where there is none further down */
        boolean next() {
            rdns = occupied.nextSetBit(rdns + 1);
            return rdns >= 0;
        }

        @Override
        public boolean accept(Match match) {
            Entry entry = match.entry();
            int here = rdns(entry);
            if (match.isBuiltIn()) {
                return true;
            }
            occupied.set(here);
            if (here == rdns) {
                try {
                    sink.accept(name(entry), attributes(match));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return true;
        }
    }

    private static OctetString name(Entry entry) {
        int start = entry.dnOffset();
        return OctetString.wrap(Arrays.copyOfRange(entry.wire(), start, start + entry.dnLength()));
    }

    // Commas that are not escaped, and one; names are kept as RFC 4514 writes them, without quotation marks.
    private static int rdns(Entry entry) {
        byte[] octets = entry.wire();
        int end = entry.dnOffset() + entry.dnLength();
        int rdns = entry.dnLength() == 0 ? 0 : 1;
        for (int at = entry.dnOffset(); at < end; at++) {
            if (octets[at] == '\\') {
                at++;
            } else if (octets[at] == ',') {
                rdns++;
            }
        }
        return rdns;
    }

    private List<Attribute> attributes(Match match) {
        Entry entry = match.entry();
        List<Attribute> attributes = new ArrayList<>(entry.size() + 8);
        for (int i = 0; i < entry.size(); i++) {
            AttributeType type = entry.type(i);
            attributes.add(new Attribute(type.name(), entry.values(type)));
        }
        if (match.isDynamic()) {
            // In its grace period an entry shows 0, which no entry can be added with.
            attributes.add(Attribute.of(timeToLive.name(), Long.toString(Math.max(1, match.timeToLiveSeconds()))));
        }
        for (AttributeType type : operational) {
            List<OctetString> values = match.values(type);
            if (!values.isEmpty() && !values.getFirst().isEmpty()) {
                attributes.add(new Attribute(type.name(), values));
            }
        }
        OwnAttributes.of(match.owner()).ifPresent(attributes::add);
        List<OctetString> prefix = entry.hidden(EntryReader.N_CLIENT_PREFIX);
        if (!prefix.isEmpty()) {
            attributes.add(new Attribute(OwnAttributes.PREFIX, prefix));
        }
        return attributes;
    }
}
