package org.rollcall.locator;

import java.util.Set;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.Transaction;

/** What a request means for the directory, in whichever dialect it was asked. */
sealed interface Operation {

    record Search(SearchQuery query, ReplyShape shape) implements Operation {}

    /**
     * A search that renews the lease of what it finds (MS-TAIL 3.5.11).
     *
     * @param silent true where a refusal is told by giving no entry (decision 15)
     */
    record Renew(RenewRequest request, ReplyShape shape, boolean silent) implements Operation {}

    /** A search that can find nothing. */
    record Nothing() implements Operation {}

    /** A change to one entry and what belongs to it, as one atomic step. */
    non-sealed interface Change extends Operation {
        /** The entry that the request named. */
        EntryName target();

        /** Whatever may be changed, the target included. */
        Set<EntryName> names();

        /**
         * Makes it.
         *
         * @throws org.rollcall.directory.DirectoryException for what is refused; nothing is changed then
         */
        void apply(Transaction transaction);
    }
}
