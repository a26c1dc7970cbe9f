package org.rollcall.server.ldif;

/** Hears of an import while it runs; called by its thread. */
public interface ImportListener {
    /**
     * Something was not taken; of what is given up together, the first.
     *
     * @param line of the file, from 1 up
     * @param reason what is wrong, and what can be done about it
     */
    void refused(long line, String reason);

    /** So many records are done. */
    void done(long records);
}
