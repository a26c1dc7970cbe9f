package org.rollcall.cli;

import org.rollcall.server.ldif.Entries;

/** The way to the entries of an installation, wherever they are. */
@FunctionalInterface
interface EntriesAccess {

    /** Entries in use. */
    interface Open extends AutoCloseable {
        Entries entries();

        /** What was changed is kept then. */
        @Override
        void close();
    }

    /**
     * Begins to use them.
     *
     * @throws StartException where they can't be reached, with what the operator can do
     */
    Open open() throws StartException;
}
