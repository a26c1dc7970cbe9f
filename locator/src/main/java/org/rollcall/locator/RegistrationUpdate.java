package org.rollcall.locator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rollcall.access.descriptor.DescriptorParts;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Match;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Transaction;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ResultCode;

/**
 * A modify in N-client form. Its {@code smodop} says what becomes of the application named by {@code sappid}; each
 * attribute goes to the entry whose class has it (MS-TAIL 2.2.3, decision 11).
 *
 * @param cn the name behind {@code cn=}
 * @param edits what changes, {@code cn}, {@code objectClass}, {@code smodop} and {@code sappid} left out
 * @param applicationId {@code sappid}
 * @param named the application that {@code sappid} names
 * @param lease {@code sttl}, for the person and its applications
 */
record RegistrationUpdate(
        Vocabulary vocabulary,
        ListedClass list,
        EntryName target,
        OctetString cn,
        Kind kind,
        List<EntryEdit.Edit> edits,
        Optional<OctetString> applicationId,
        Optional<EntryName> named,
        Optional<LeaseTerm.Exactly> lease)
        implements Operation.Change {
    RegistrationUpdate {
        edits = List.copyOf(edits);
    }

    /** The values of {@code smodop}, by their numbers (MS-TAIL 2.2.3). */
    enum Kind {
        ADD_APPLICATION,
        REMOVE_APPLICATION,
        MODIFY_USER,
        MODIFY_APPLICATION;

        /** @throws DirectoryException constraintViolation for any other number */
        static Kind of(OctetString value) {
            OctetString digit = Texts.trimmed(value);
            int number = digit.length() == 1 ? digit.at(0) - '0' : -1;
            if (number < 0 || number >= values().length) {
                throw new DirectoryException(ResultCode.CONSTRAINT_VIOLATION, "smodop: must be 0, 1, 2 or 3");
            }
            return values()[number];
        }
    }

    @Override
    public Set<EntryName> names() {
        return named.isPresent() ? Set.of(target, named.get()) : Set.of(target);
    }

    @Override
    public void apply(Transaction transaction) {
        Match match = transaction.read(target).orElseThrow(() -> DirectoryException.noSuchObject(""));
        ModifyEntry.requireRights(transaction, target);
        List<EntryName> applications = list.isPeople()
                ? transaction.applicationsOf(target).stream()
                        .filter(transaction::mayChange)
                        .toList()
                : List.of();
        Optional<EntryName> application = application(applications);
        if (application.isPresent()) {
            change(transaction, application.get(), applications.contains(application.get()));
        }
        List<EntryEdit.Edit> ofPerson = new ArrayList<>();
        for (EntryEdit.Edit edit : edits) {
            if (isOfPerson(edit, application.isPresent())) {
                ofPerson.add(edit);
            }
        }
        edit(transaction, target, match, ofPerson);
        if (lease.isPresent()) {
            transaction.renew(target, lease.get());
            for (EntryName each : applications) {
                if (transaction.exists(each)) {
                    transaction.renew(each, lease.get());
                }
            }
        }
    }

    // The one that sappid names; without it the person's only, or first, one.
    private Optional<EntryName> application(List<EntryName> applications) {
        if (!list.isPeople()) {
            return Optional.empty();
        }
        Optional<EntryName> there = named.isPresent()
                ? named.filter(applications::contains)
                : applications.stream().findFirst();
        return switch (kind) {
            case ADD_APPLICATION -> named.or(() -> there);
            case MODIFY_USER -> there;
            case REMOVE_APPLICATION, MODIFY_APPLICATION -> {
                if (there.isEmpty()) {
                    throw new DirectoryException(ResultCode.NO_SUCH_OBJECT, "no such application of this person");
                }
                yield there;
            }
        };
    }

    private void change(Transaction transaction, EntryName application, boolean isThere) {
        switch (kind) {
            case REMOVE_APPLICATION -> transaction.delete(application);
            case ADD_APPLICATION -> {
                if (isThere) {
                    edit(transaction, application);
                    transaction.renew(application, term());
                } else {
                    if (!transaction.owns(target)) {
                        throw new DirectoryException(
                                ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                                "the person is another's, and so what it calls with");
                    }
                    Registration.put(transaction, newApplication(application));
                }
            }
            case MODIFY_USER, MODIFY_APPLICATION -> edit(transaction, application);
        }
    }

    private LeaseTerm term() {
        return lease.isPresent() ? lease.get() : new LeaseTerm.Default(true);
    }

    private void edit(Transaction transaction, EntryName application) {
        Match match = transaction.read(application).orElseThrow(() -> DirectoryException.noSuchObject(""));
        List<EntryEdit.Edit> ofApplication = new ArrayList<>();
        for (EntryEdit.Edit edit : edits) {
            if (isOfApplication(edit)) {
                ofApplication.add(kind == Kind.ADD_APPLICATION ? asReplace(edit) : edit);
            }
        }
        edit(transaction, application, match, ofApplication);
    }

    private static void edit(Transaction transaction, EntryName name, Match match, List<EntryEdit.Edit> own) {
        if (own.isEmpty()) {
            return;
        }
        EntryEdit edited = new EntryEdit(match, true, DescriptorParts.ALL);
        own.forEach(edited::apply);
        if (edited.changed()) {
            transaction.replace(name, edited.contents());
        }
    }

    // smodop 0 describes the whole application, whether the client calls that adding or replacing.
    private static EntryEdit.Edit asReplace(EntryEdit.Edit edit) {
        return edit.kind() == Modification.Kind.ADD
                ? new EntryEdit.Edit(Modification.Kind.REPLACE, edit.type(), edit.values())
                : edit;
    }

    private NewEntry newApplication(EntryName name) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Vocabulary.APPLICATION_CLASSES);
        attributes.add(new Attribute("cn", List.of(cn)));
        attributes.add(new Attribute(
                vocabulary.applicationId().name(), applicationId.map(List::of).orElse(List.of())));
        for (EntryEdit.Edit edit : edits) {
            boolean given = edit.kind() == Modification.Kind.ADD || edit.kind() == Modification.Kind.REPLACE;
            if (given && isOfApplication(edit) && !edit.values().isEmpty()) {
                attributes.add(new Attribute(edit.type().name(), edit.values()));
            }
        }
        return new NewEntry(name, attributes, term(), List.of());
    }

    private boolean isOfApplication(EntryEdit.Edit edit) {
        return vocabulary.ofApplication().contains(edit.type())
                || (!vocabulary.allows(list, edit.type()) && vocabulary.applicationAllows(edit.type()));
    }

    private boolean isOfPerson(EntryEdit.Edit edit, boolean hasApplication) {
        return vocabulary.allows(list, edit.type()) && !(hasApplication && isOfApplication(edit));
    }
}
