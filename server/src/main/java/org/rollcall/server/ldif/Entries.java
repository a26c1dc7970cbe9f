package org.rollcall.server.ldif;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;

/** All entries of a directory, whoever owns them, wherever it is: what an export reads and an import fills. */
public interface Entries {

    /** Takes entries that are read. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes one.
         *
         * @param attributes operational ones included
         */
        void accept(OctetString dn, List<Attribute> attributes) throws IOException;
    }

    /** Takes entries from elsewhere, in the order of the file they stand in; for one thread. */
    @FunctionalInterface
    interface Intake {
        /**
         * Takes one, without waiting: the one above it may still be under way.
         *
         * @param attributes operational ones included, of whichever server
         * @return what became of it; never fails
         */
        CompletionStage<Outcome> put(OctetString dn, List<Attribute> attributes);
    }

    /**
     * Gives every entry that lives and was added by somebody; what stands above another comes first. Entries that change
     * meanwhile are given as they were at some instant of it.
     *
     * @throws org.rollcall.directory.DirectoryException where the selection's base is not there, or entries can't be
     *     had; another process's are busy where it sends this one away, unavailable where it breaks, and other with its
     *     words for all else
     * @throws IOException of the sink
     */
    void read(Selection selection, Sink sink) throws IOException;

    /**
     * Begins to take entries in.
     *
     * @throws org.rollcall.directory.DirectoryException where another process takes none, as {@link #read} says
     */
    Intake intake(IntakeTerms terms);
}
