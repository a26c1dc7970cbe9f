package org.rollcall.server.control;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rollcall.access.descriptor.Ace;
import org.rollcall.access.descriptor.DescriptorLimits;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.access.descriptor.InvalidDescriptorException;
import org.rollcall.access.descriptor.InvalidSidException;
import org.rollcall.access.descriptor.SecurityDescriptor;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.sddl.InvalidSddlException;
import org.rollcall.access.sddl.Sddl;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Directory;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Match;
import org.rollcall.directory.Owner;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.View;
import org.rollcall.directory.store.StoreException;
import org.rollcall.identity.account.AccountBook;
import org.rollcall.identity.account.AccountException;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.Principal;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.name.Dn;
import org.rollcall.locator.DescriptorChange;
import org.rollcall.locator.EntryReader;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.control.ControlRequest.OfDescriptors;

/** Shows and changes the security descriptors of a directory's entries, seen and changed as the server itself may. */
public final class DescriptorsHandler implements ControlHandler<OfDescriptors> {
    private static final int STEP = 1000;
    /** Of entries that share a name. */
    private static final int MOST_TOLD = 5;
    /** Characters of a text that is not understood, on either side of where that was noticed. */
    private static final int EXCERPT = 24;

    private final Directory directory;
    private final AccountBook book;
    private final View view;
    private final EntryReader reader;
    private final DescriptorChange change;
    private final Sddl sddl;

    /** @param book whose names stand for SIDs */
    public DescriptorsHandler(Directory directory, AccountBook book) {
        this.directory = directory;
        this.book = book;
        this.view = directory.view(Asker.SERVER);
        this.reader = new EntryReader(directory);
        this.change = new DescriptorChange(directory);
        this.sddl = new Sddl(Optional.empty()).naming(this::sid);
    }

    @Override
    public ControlResult handle(OfDescriptors request, ControlProgress progress) throws ControlException {
        try {
            EntryName name = name(request.entry());
            switch (request) {
                case OfDescriptors.Show _ -> {}
                case OfDescriptors.Give(String _, String text) -> write(name, Optional.of(descriptor(text)));
                case OfDescriptors.Take _ -> write(name, Optional.empty());
            }
            return new ControlResult.Descriptor(state(find(name)));
        } catch (DirectoryException e) {
            throw new ControlException(kind(e.result().code()), request.entry() + ": " + text(e), e);
        } catch (StoreException e) {
            throw new ControlException(Kind.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private void write(EntryName name, Optional<OctetString> descriptor) {
        AccountsHandler.done(view.write(Set.of(name), transaction -> {
            change.apply(transaction, name, descriptor);
            return name;
        }));
    }

    private static Kind kind(ResultCode code) {
        if (code.equals(ResultCode.BUSY)) {
            return Kind.BUSY;
        }
        return code.equals(ResultCode.UNAVAILABLE) ? Kind.FAILED : Kind.REFUSED;
    }

    private static String text(DirectoryException refusal) {
        String text = refusal.result().diagnosticMessage();
        return text.isEmpty() ? refusal.result().code().toString() : text;
    }

    // Which entry.

    private EntryName name(String entry) throws ControlException {
        if (entry.indexOf('=') >= 0) {
            return reader.name(OctetString.of(entry));
        }
        List<EntryName> found = called(OctetString.of(entry));
        if (found.isEmpty()) {
            throw refused("there is no person or conference " + entry + "; any other entry is named by its DN");
        }
        if (found.size() > 1) {
            List<String> told =
                    found.stream().limit(MOST_TOLD).map(EntryName::toString).toList();
            throw refused(entry + " is what several entries are called: " + String.join("; ", told)
                    + (found.size() > MOST_TOLD ? "; and more" : "") + ". Say which by its DN");
        }
        return found.getFirst();
    }

    private List<EntryName> called(OctetString name) {
        Filter kinds = new Filter.Or(List.of(
                new Filter.Equality("objectClass", OctetString.of("rtPerson")),
                new Filter.Equality("objectClass", OctetString.of("rtConference"))));
        Filter names = new Filter.Or(List.of(new Filter.Equality("cn", name), new Filter.Equality("uid", name)));
        SearchCursor search = view.search(new SearchQuery(
                directory.name(Dn.ROOT),
                SearchScope.WHOLE_SUBTREE,
                directory.condition(new Filter.And(List.of(names, kinds))),
                Pairing.NONE,
                false,
                SearchQuery.START));
        List<EntryName> found = new ArrayList<>();
        SearchCursor.Step step;
        do {
            step = search.advance(STEP, match -> {
                found.add(match.entry().name());
                return found.size() <= MOST_TOLD;
            });
        } while (step == SearchCursor.Step.MORE && found.size() <= MOST_TOLD);
        return found;
    }

    private Match find(EntryName name) throws ControlException {
        return view.read(name).orElseThrow(() -> refused("there is no entry " + name));
    }

    // What is written.

    private OctetString descriptor(String text) throws ControlException {
        try {
            return OctetString.wrap(sddl.parse(text).encode());
        } catch (InvalidSddlException e) {
            throw refused("the SDDL is not understood: " + e.text() + ", " + place(text, e.offset()));
        }
    }

    private static String place(String text, int offset) {
        int at = Math.min(offset, text.length());
        int from = Math.max(0, at - EXCERPT);
        int to = Math.min(text.length(), at + EXCERPT);
        String behind = (from > 0 ? "\u2026" : "") + text.substring(from, at);
        String before = text.substring(at, to) + (to < text.length() ? "\u2026" : "");
        return (behind.isEmpty() ? "at the beginning" : "behind \u201c" + behind + "\u201d")
                + (before.isEmpty() ? ", where it ends" : ", where \u201c" + before + "\u201d stands");
    }

    private Optional<Sid> sid(String name) {
        try {
            return book.find(AccountName.of(name)).map(Principal::sid);
        } catch (AccountException e) {
            return Optional.empty();
        }
    }

    // What is shown.

    private DescriptorState state(Match match) {
        Optional<OctetString> descriptor = match.descriptor(DescriptorParts.ALL);
        return new DescriptorState(
                match.entry().name().toString(),
                belongsTo(match.owner()),
                descriptor,
                descriptor.map(this::names).orElse(List.of()));
    }

    private String belongsTo(Owner owner) {
        return switch (owner) {
            case Owner.Server _ -> "the server";
            case Owner.Network network -> "whoever comes from " + network.network();
            case Owner.Principal(String sid) ->
                named(sid).map(known -> known + " (" + sid + ")").orElse(sid);
        };
    }

    private Optional<String> named(String sid) {
        try {
            return book.find(Sid.parse(sid)).map(principal -> principal.name().toString());
        } catch (InvalidSidException e) {
            return Optional.empty();
        }
    }

    private List<PrincipalName> names(OctetString octets) {
        try {
            SecurityDescriptor descriptor = SecurityDescriptor.decode(octets.toByteArray(), DescriptorLimits.DEFAULT);
            Set<Sid> sids = new LinkedHashSet<>();
            descriptor.owner().ifPresent(sids::add);
            descriptor.group().ifPresent(sids::add);
            Stream.concat(descriptor.dacl().aces().stream(), descriptor.sacl().aces().stream())
                    .filter(Ace.Known.class::isInstance)
                    .forEach(ace -> sids.add(((Ace.Known) ace).sid()));
            return sids.stream()
                    .flatMap(sid -> book.find(sid).map(AccountsHandler::name).stream())
                    .toList();
        } catch (InvalidDescriptorException e) {
            // Whoever reads it says so.
            return List.of();
        }
    }

    private static ControlException refused(String message) {
        return new ControlException(Kind.REFUSED, message);
    }
}
