package org.rollcall.directory.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.Rights;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Owner;
import org.rollcall.directory.engine.Accounts.Account;
import org.rollcall.ldap.message.ResultCode;

/**
 * Who may create what where (decision 7), and change or remove what is another's: what its descriptor lets them
 * (decisions 14 and 15 say what holds without one). Who asks here can read the entries in question.
 */
final class Access {
    /** With one of these there is something that may be changed. */
    static final int ANY_CHANGE = Rights.WRITE_PROPERTY | Rights.WRITE_DAC | Rights.WRITE_OWNER;

    private static final String ANOTHERS = "the entry is another's";

    private final List<String> writableSubtrees;
    private final KnownTypes known;
    private final Descriptors descriptors;

    /** @param writableSubtrees names in normal form */
    Access(List<String> writableSubtrees, KnownTypes known, Descriptors descriptors) {
        this.writableSubtrees = List.copyOf(writableSubtrees);
        this.known = known;
        this.descriptors = descriptors;
    }

    void checkPlace(Asker asker, EntryName name) {
        if (asker.privileged()) {
            return;
        }
        String normal = name.normal();
        for (String subtree : writableSubtrees) {
            int start = normal.length() - subtree.length() - 1;
            if (start > 0 && normal.endsWith(subtree) && normal.charAt(start) == ',' && !isEscaped(normal, start)) {
                return;
            }
        }
        throw refusal("not writable for you: " + name);
    }

    void checkKind(Asker asker, int kind) {
        if (!asker.privileged() && kind == Wire.OTHER) {
            throw refusal("you may create people, their applications and conferences only");
        }
    }

    /** Whether something new may stand beneath an entry. */
    void checkContainer(Eyes eyes, Node container) {
        if (Wire.isGuarded(container.wire)) {
            if (!eyes.may(Rights.CREATE_CHILD, container)) {
                throw refusal("the entry above does not let you create anything beneath it");
            }
        } else if (!container.isStatic() && !eyes.commands(container.account())) {
            // What stands beneath an entry keeps its owner from deleting it.
            throw refusal("the entry above is another's: nothing of yours beneath it");
        }
    }

    /** Whether there is anything about an entry that may be changed. */
    void checkChange(int rights) {
        if ((rights & ANY_CHANGE) == 0) {
            throw refusal(ANOTHERS);
        }
    }

    /** Whether contents may take the place of others. */
    void checkChange(Eyes eyes, int rights, byte[] before, byte[] after) {
        if (rights == Eyes.EVERYTHING) {
            return;
        }
        if (!Wire.valuesOf(before, known.securityToken().id())
                .equals(Wire.valuesOf(after, known.securityToken().id()))) {
            throw refusal(known.securityToken().name() + ": only the entry's owner changes it");
        }
        int missing = descriptors.rightsToChange(before, after) & ~rights;
        if ((missing & Rights.WRITE_PROPERTY) != 0) {
            throw refusal(ANOTHERS);
        }
        if (missing != 0
                || descriptors.namesAnotherOwner(before, after, eyes.asker().token())) {
            throw refusal(known.securityDescriptor().name() + ": the one that is there does not let you change it so");
        }
    }

    void checkRenewal(int rights) {
        if (!mayRenew(rights)) {
            throw refusal(ANOTHERS);
        }
    }

    static boolean mayRenew(int rights) {
        return (rights & Rights.WRITE_PROPERTY) != 0;
    }

    void checkDeletion(Eyes eyes, int rights, @Nullable Node container) {
        boolean granted = (rights & Rights.DELETE) != 0
                || (container != null && Wire.isGuarded(container.wire) && eyes.may(Rights.DELETE_CHILD, container));
        if (!granted) {
            throw refusal(ANOTHERS);
        }
    }

    void checkEviction(Asker asker, @Nullable Account account) {
        if (!asker.privileged() && (account == null || account.owner() instanceof Owner.Server)) {
            throw refusal("the entry is the server's");
        }
    }

    private static DirectoryException refusal(String message) {
        return new DirectoryException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, message);
    }

    private static boolean isEscaped(String normal, int at) {
        int backslashes = 0;
        while (at - backslashes > 0 && normal.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
