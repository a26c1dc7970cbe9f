package org.rollcall.directory.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Owner;
import org.rollcall.directory.engine.Accounts.Account;
import org.rollcall.ldap.message.ResultCode;

/** Who may create what where (decision 7), and remove what is another's (decision 14). */
final class Access {
    private final List<String> writableSubtrees;

    /** @param writableSubtrees names in normal form */
    Access(List<String> writableSubtrees) {
        this.writableSubtrees = List.copyOf(writableSubtrees);
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
        throw new DirectoryException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "not writable for you: " + name);
    }

    void checkKind(Asker asker, int kind) {
        if (!asker.privileged() && kind == Wire.OTHER) {
            throw new DirectoryException(
                    ResultCode.INSUFFICIENT_ACCESS_RIGHTS,
                    "you may create people, their applications and conferences only");
        }
    }

    void checkEviction(Asker asker, @Nullable Account account) {
        if (!asker.privileged() && (account == null || account.owner() instanceof Owner.Server)) {
            throw new DirectoryException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "the entry is the server's");
        }
    }

    private static boolean isEscaped(String normal, int at) {
        int backslashes = 0;
        while (at - backslashes > 0 && normal.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
