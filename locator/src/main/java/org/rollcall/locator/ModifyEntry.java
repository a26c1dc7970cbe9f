package org.rollcall.locator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Match;
import org.rollcall.directory.Transaction;
import org.rollcall.ldap.message.ResultCode;

/** A modify in normal form (RFC 4511 §4.6). What no modify may do to names and classes is the engine's affair. */
record ModifyEntry(
        EntryName target,
        List<EntryEdit.Edit> edits,
        Optional<LeaseTerm.Exactly> lease,
        boolean permissive,
        int descriptorParts)
        implements Operation.Change {
    ModifyEntry {
        edits = List.copyOf(edits);
    }

    @Override
    public Set<EntryName> names() {
        return Set.of(target);
    }

    @Override
    public void apply(Transaction transaction) {
        Match match = transaction.read(target).orElseThrow(() -> DirectoryException.noSuchObject(""));
        requireRights(transaction, target);
        EntryEdit edit = new EntryEdit(match, permissive, descriptorParts);
        edits.forEach(edit::apply);
        if (edit.changed()) {
            transaction.replace(target, edit.contents());
        }
        if (lease.isPresent()) {
            transaction.renew(target, lease.get());
        }
    }

    /** @throws DirectoryException insufficientAccessRights where there is nothing that the asker may change (decision 15) */
    static void requireRights(Transaction transaction, EntryName name) {
        if (!transaction.mayChange(name)) {
            throw new DirectoryException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "the entry is another's");
        }
    }
}
