package org.rollcall.locator;

import java.util.List;
import java.util.Set;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.Entry;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Transaction;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;

/**
 * An add in normal form. A name that is taken is entryAlreadyExists, but for two cases: TAPI's own entry that was never
 * logged off (decision 14), and a stranger's application under the name of the asker's person (decision 11).
 */
record AddEntry(Vocabulary vocabulary, NewEntry entry, boolean isApplication) implements Operation.Change {
    private static final OctetString TAPI_TOKEN = OctetString.of("1508109");

    @Override
    public EntryName target() {
        return entry.name();
    }

    @Override
    public Set<EntryName> names() {
        return isApplication ? Set.of(entry.name(), vocabulary.personOf(entry.name())) : Set.of(entry.name());
    }

    @Override
    public void apply(Transaction transaction) {
        EntryName name = entry.name();
        if (!transaction.exists(name)) {
            transaction.add(entry);
        } else if (transaction.owns(name) && isTapi() && isTapi(transaction)) {
            transaction.replace(name, Registration.guarded(transaction, entry));
            transaction.renew(name, entry.lease());
        } else if (isApplication && !transaction.owns(name) && transaction.owns(vocabulary.personOf(name))) {
            transaction.evict(name);
            transaction.add(entry);
        } else {
            throw new DirectoryException(ResultCode.ENTRY_ALREADY_EXISTS, "the name is taken");
        }
    }

    private boolean isTapi(Transaction transaction) {
        return transaction
                .read(entry.name())
                .map(match -> {
                    Entry there = match.entry();
                    return carriesTapisMarks(
                            there.values(vocabulary.securityToken()), there.values(vocabulary.userObject()));
                })
                .orElse(false);
    }

    private boolean isTapi() {
        return carriesTapisMarks(given(vocabulary.securityToken()), given(vocabulary.userObject()));
    }

    private List<OctetString> given(AttributeType type) {
        for (Attribute attribute : entry.attributes()) {
            if (attribute.description().equals(type.name())) {
                return attribute.values();
            }
        }
        return List.of();
    }

    private boolean carriesTapisMarks(List<OctetString> tokens, List<OctetString> userObjects) {
        return isApplication ? !userObjects.isEmpty() : tokens.contains(TAPI_TOKEN);
    }
}
