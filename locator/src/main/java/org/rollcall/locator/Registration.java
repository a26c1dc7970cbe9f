package org.rollcall.locator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Transaction;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;

/**
 * An add in N-client form: a person or a conference, and the application that came with it (decision 11). Adding again
 * replaces the stale entry, for its owner and for whoever shows its token (decision 14).
 *
 * @param token the {@code ssecurity} that the client shows
 */
record Registration(NewEntry entry, Optional<NewEntry> application, Optional<OctetString> token)
        implements Operation.Change {

    @Override
    public EntryName target() {
        return entry.name();
    }

    @Override
    public Set<EntryName> names() {
        return application.isPresent() ? Set.of(entry.name(), application.get().name()) : Set.of(entry.name());
    }

    @Override
    public void apply(Transaction transaction) {
        EntryName name = entry.name();
        if (transaction.exists(name)) {
            replaceStale(transaction, name);
        } else {
            transaction.add(entry);
        }
        application.ifPresent(added -> put(transaction, added));
    }

    private void replaceStale(Transaction transaction, EntryName name) {
        List<EntryName> stale = transaction.applicationsOf(name);
        if (!transaction.owns(name)) {
            if (token.filter(shown -> transaction.showsToken(name, shown)).isEmpty()) {
                throw new DirectoryException(ResultCode.ENTRY_ALREADY_EXISTS, "somebody else has this name");
            }
            transaction.adopt(name);
        }
        for (EntryName old : stale) {
            if (application.filter(added -> added.name().equals(old)).isEmpty()) {
                remove(transaction, old);
            }
        }
        transaction.replace(name, guarded(transaction, entry));
        transaction.renew(name, entry.lease());
    }

    private static void remove(Transaction transaction, EntryName name) {
        if (transaction.owns(name)) {
            transaction.delete(name);
        } else {
            transaction.evict(name);
        }
    }

    /** Adds an application, in the place of what has its name: an older one, or a stranger's. */
    static void put(Transaction transaction, NewEntry application) {
        EntryName name = application.name();
        if (!transaction.exists(name)) {
            transaction.add(application);
        } else if (transaction.owns(name)) {
            transaction.replace(name, guarded(transaction, application));
            transaction.renew(name, application.lease());
        } else {
            transaction.evict(name);
            transaction.add(application);
        }
    }

    /**
     * What takes the place of an entry of its name, with that one's security descriptor where it has none of its own: who
     * registers again, after a crash or from another address, does not mean to give up what protects it.
     */
    static NewEntry guarded(Transaction transaction, NewEntry entry) {
        boolean has = entry.attributes().stream()
                .anyMatch(attribute -> attribute.description().equals(Vocabulary.DESCRIPTOR));
        Optional<OctetString> before = has
                ? Optional.empty()
                : transaction.read(entry.name()).flatMap(match -> match.descriptor(DescriptorParts.ALL));
        if (before.isEmpty()) {
            return entry;
        }
        List<Attribute> attributes = new ArrayList<>(entry.attributes());
        attributes.add(new Attribute(Vocabulary.DESCRIPTOR, List.of(before.get())));
        return new NewEntry(entry.name(), attributes, entry.lease(), entry.hidden());
    }
}
