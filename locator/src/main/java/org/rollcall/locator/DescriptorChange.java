package org.rollcall.locator;

import java.util.List;
import java.util.Optional;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.directory.Directory;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Transaction;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Modification;

/** Gives an entry another security descriptor, or none, as a modify that replaces the attribute does. */
public final class DescriptorChange {
    private final AttributeType type;

    public DescriptorChange(Directory directory) {
        this.type = directory.schema().attributeType(Vocabulary.DESCRIPTOR).orElseThrow();
    }

    /**
     * Makes the change.
     *
     * @param descriptor the self-relative form; parts that it does not have stay as they are. Empty: what the entry
     *     above hands on, or none
     * @throws DirectoryException noSuchObject, insufficientAccessRights, invalidAttributeSyntax, constraintViolation
     */
    public void apply(Transaction transaction, EntryName name, Optional<OctetString> descriptor) {
        EntryEdit.Edit replace = new EntryEdit.Edit(
                Modification.Kind.REPLACE, type, descriptor.map(List::of).orElse(List.of()));
        new ModifyEntry(name, List.of(replace), Optional.empty(), false, DescriptorParts.ALL).apply(transaction);
    }
}
