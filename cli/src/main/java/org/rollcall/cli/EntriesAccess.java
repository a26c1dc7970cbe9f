package org.rollcall.cli;

import org.rollcall.directory.DirectoryException;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.ldif.Entries;
import picocli.CommandLine;

/** The way to the entries of an installation, wherever they are. */
@FunctionalInterface
interface EntriesAccess {

    /** A command with the flags that tell where entries are, and what may be in them. */
    static CommandLine line(Object command) {
        CommandLine line = new CommandLine(command);
        SettingsFlags.addSome(line.getCommandSpec(), "data", "control.socket", "schema.files", "suffixes");
        return line;
    }

    /** What they are wanted for. */
    enum Use {
        /** To be read, from a data directory that is there. */
        EXPORT,
        /** To see what an import would do; where there is no data directory, to one without entries. */
        REHEARSAL,
        /** To be changed; a data directory is made when missing. */
        IMPORT
    }

    /** Entries in use. */
    interface Open extends AutoCloseable {
        Entries entries();

        /**
         * What was changed is kept then.
         *
         * @throws ControlException where it may not be
         */
        @Override
        void close() throws ControlException;
    }

    /**
     * Why entries were not had or taken, for the operator.
     *
     * @param what cannot be done
     */
    static ControlException explain(String what, DirectoryException failure) {
        LdapResult result = failure.result();
        return new ControlException(
                result.code().equals(ResultCode.BUSY) ? Kind.BUSY : Kind.FAILED,
                what + ": " + result.diagnosticMessage(),
                failure);
    }

    /**
     * Begins to use them.
     *
     * @param given what the command line says of where they are
     * @throws ControlException where they may not be had
     * @throws StartException where they can't be reached, with what the operator can do
     */
    Open open(GivenSettings given, Use use) throws ControlException, StartException;
}
