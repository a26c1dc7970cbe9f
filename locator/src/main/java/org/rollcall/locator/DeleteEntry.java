package org.rollcall.locator;

import java.util.List;
import java.util.Set;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Match;
import org.rollcall.directory.Transaction;

/** A delete in either form; with a person go its owner's applications (MS-TAIL 3.5.4, decision 11). */
record DeleteEntry(Vocabulary vocabulary, EntryName target) implements Operation.Change {

    @Override
    public Set<EntryName> names() {
        return Set.of(target);
    }

    @Override
    public void apply(Transaction transaction) {
        Match match = transaction.read(target).orElseThrow(() -> DirectoryException.noSuchObject(""));
        List<EntryName> applications =
                match.entry().isA(vocabulary.person()) ? transaction.applicationsOf(target) : List.of();
        transaction.delete(target);
        for (EntryName application : applications) {
            // Whoever may delete the person need not have the applications' own leave.
            if (transaction.owns(application)) {
                transaction.delete(application);
            } else {
                transaction.evict(application);
            }
        }
    }
}
