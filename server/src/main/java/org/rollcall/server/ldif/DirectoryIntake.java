package org.rollcall.server.ldif;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Directory;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Match;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Owner;
import org.rollcall.directory.Transaction;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.name.Ava;
import org.rollcall.locator.EntryReader;

/**
 * Takes entries into a directory of this process, each by a write of its own, many at once. One whose parent is still
 * being written waits for it. A rehearsal stages each write and takes it back, and remembers the names.
 */
final class DirectoryIntake implements Entries.Intake {
    private static final String NAME_TAKEN = "there is an entry of this name already:"
            + " --replace puts this one in its place, --skip-existing leaves the other";

    private final Directory directory;
    private final IntakeTerms terms;
    private final EntryReader reader;
    private final List<EntryName> suffixes;
    private final Optional<AttributeType> appName;
    private final ConcurrentMap<String, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();
    private final Set<String> rehearsed = ConcurrentHashMap.newKeySet();

    /** Takes a write back that would have gone well. */
    private static final class Rehearsed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Outcome outcome;

        Rehearsed(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    DirectoryIntake(Directory directory, IntakeTerms terms) {
        this.directory = directory;
        this.terms = terms;
        this.reader = new EntryReader(directory);
        this.suffixes = directory.view(Asker.SERVER).suffixes();
        this.appName = directory.schema().attributeType("appName");
    }

    @Override
    public CompletionStage<Outcome> put(OctetString dn, List<Attribute> attributes) {
        Baggage baggage = Baggage.of(attributes, directory.schema(), terms);
        List<NewEntry> entries;
        try {
            entries = reader.read(dn, baggage.kept());
        } catch (DirectoryException e) {
            return CompletableFuture.completedFuture(new Outcome.Refused(text(e)));
        }
        NewEntry main = withHidden(entries.getFirst(), baggage.hidden());
        entries.set(0, main);
        entries.replaceAll(this::withLease);
        if (main.name().dn().isRoot() || isImplicitLevel(main)) {
            return CompletableFuture.completedFuture(new Outcome.BuiltIn());
        }
        CompletableFuture<Outcome> above = underWay.isEmpty()
                ? null
                : underWay.get(directory.name(main.name().dn().parent()).normal());
        CompletableFuture<Outcome> taken =
                above == null ? write(entries, baggage) : above.thenCompose(whatever -> write(entries, baggage));
        if (!taken.isDone()) {
            String normal = main.name().normal();
            underWay.put(normal, taken);
            var _ = taken.whenComplete((outcome, failure) -> underWay.remove(normal, taken));
        }
        return taken;
    }

    private NewEntry withHidden(NewEntry entry, List<Attribute> hidden) {
        return hidden.isEmpty() ? entry : new NewEntry(entry.name(), entry.attributes(), entry.lease(), hidden);
    }

    private NewEntry withLease(NewEntry entry) {
        return terms.lease().isPresent() && entry.lease() instanceof LeaseTerm.Default
                ? new NewEntry(
                        entry.name(),
                        entry.attributes(),
                        new LeaseTerm.Exactly(terms.lease().get(), false, false),
                        entry.hidden())
                : entry;
    }

    // The level above an application's users comes with the first of them, and goes with the last.
    private boolean isImplicitLevel(NewEntry entry) {
        List<Ava> avas = entry.name().dn().rdn().avas();
        return avas.size() == 1
                && directory.schema().attributeType(avas.getFirst().type()).equals(appName)
                && classes(entry)
                        .allMatch(name -> name.equalsIgnoreCase("top") || name.equalsIgnoreCase("rtApplication"));
    }

    private CompletableFuture<Outcome> write(List<NewEntry> entries, Baggage baggage) {
        Set<EntryName> names = entries.stream().map(NewEntry::name).collect(Collectors.toUnmodifiableSet());
        return directory
                .view(Asker.privileged(baggage.owner().orElse(Owner.SERVER)))
                .write(names, transaction -> {
                    Outcome outcome = apply(transaction, entries, baggage);
                    if (terms.rehearsal()) {
                        throw new Rehearsed(outcome);
                    }
                    return outcome;
                })
                .handle((outcome, failure) -> failure == null ? outcome : outcome(failure, entries.getFirst(), baggage))
                .toCompletableFuture();
    }

    private Outcome apply(Transaction transaction, List<NewEntry> entries, Baggage baggage) {
        boolean replaced = false;
        boolean shortened = false;
        for (NewEntry entry : entries) {
            if (!transaction.exists(entry.name())) {
                shortened |= transaction.add(entry).clamped();
            } else if (transaction.read(entry.name()).map(Match::isBuiltIn).orElse(false)) {
                return new Outcome.BuiltIn();
            } else {
                switch (terms.existing()) {
                    case REFUSE -> throw new DirectoryException(ResultCode.ENTRY_ALREADY_EXISTS, NAME_TAKEN);
                    case KEEP -> {
                        return new Outcome.Kept();
                    }
                    case REPLACE -> {
                        replaced = true;
                        shortened |= replace(transaction, entry, baggage);
                    }
                }
            }
        }
        return new Outcome.Taken(replaced, shortened, baggage.dropped());
    }

    private static boolean replace(Transaction transaction, NewEntry entry, Baggage baggage) {
        transaction.replace(entry.name(), entry);
        if (baggage.owner().isPresent()) {
            transaction.adopt(entry.name());
        }
        return !(entry.lease() instanceof LeaseTerm.Static)
                && transaction.renew(entry.name(), entry.lease()).clamped();
    }

    private Outcome outcome(Throwable failure, NewEntry entry, Baggage baggage) {
        EntryName name = entry.name();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case Rehearsed rehearsal -> rehearsed(name, rehearsal.outcome);
            case DirectoryException refusal
            when isRehearsedAbove(refusal, name) -> rehearsed(name, new Outcome.Taken(false, false, baggage.dropped()));
            case DirectoryException refusal -> refused(refusal, entry);
            default -> new Outcome.Failed(String.valueOf(cause.getMessage()));
        };
    }

    private boolean isRehearsedAbove(DirectoryException refusal, EntryName name) {
        return refusal.result().code().equals(ResultCode.NO_SUCH_OBJECT)
                && rehearsed.contains(directory.name(name.dn().parent()).normal());
    }

    // A second entry of the same name would meet the first one, which the rehearsal took back.
    private Outcome rehearsed(EntryName name, Outcome outcome) {
        if (!(outcome instanceof Outcome.Taken taken) || rehearsed.add(name.normal())) {
            return outcome;
        }
        return switch (terms.existing()) {
            case REFUSE -> new Outcome.Refused(NAME_TAKEN);
            case KEEP -> new Outcome.Kept();
            case REPLACE -> new Outcome.Taken(true, taken.shortened(), taken.dropped());
        };
    }

    private Outcome refused(DirectoryException refusal, NewEntry entry) {
        ResultCode code = refusal.result().code();
        String text = text(refusal);
        if (code.equals(ResultCode.UNAVAILABLE) || code.equals(ResultCode.BUSY)) {
            return new Outcome.Failed(text);
        }
        if (code.equals(ResultCode.NO_SUCH_OBJECT)) {
            return new Outcome.Refused(noParent(entry.name()));
        }
        if (code.equals(ResultCode.UNDEFINED_ATTRIBUTE_TYPE)) {
            return new Outcome.Refused(text + ": define it in a schema file, or leave it out by --drop");
        }
        if (classes(entry).anyMatch(name -> directory.schema().objectClass(name).isEmpty())) {
            return new Outcome.Refused(text + ": define it in a schema file");
        }
        return new Outcome.Refused(text);
    }

    private static Stream<String> classes(NewEntry entry) {
        return entry.attributes().stream()
                .filter(each -> each.description().equals("objectClass"))
                .flatMap(each -> each.values().stream())
                .map(OctetString::utf8);
    }

    private String noParent(EntryName name) {
        boolean served = suffixes.stream().anyMatch(suffix -> name.normal().endsWith("," + suffix.normal()));
        return served
                ? "the entry above it is not there: it must stand before this one"
                : "beneath nothing that is served here ("
                        + suffixes.stream().map(EntryName::toString).collect(Collectors.joining("; "))
                        + "): add its tree to the setting suffixes";
    }

    private static String text(DirectoryException refusal) {
        String text = refusal.result().diagnosticMessage();
        return text.isEmpty() ? refusal.result().code().toString() : text;
    }
}
