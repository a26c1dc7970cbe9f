package org.rollcall.directory;

/**
 * Look-ups that are about to come one after the other, to be told together beforehand: a directory of many entries has to
 * wait for far places of the memory at each of them, and can wait for those of several at once. Changes nothing, and
 * nothing that is asked later depends on it but its time. Made by {@link Directory#lookAhead}; for one thread.
 */
public interface LookAhead {
    /** More look-ups at once than this bring nothing. */
    int MOST = 16;

    /** Takes note of a look-up; of those above {@link #MOST} it does not. */
    void expect(NamedLookUp lookUp, PlainName name);

    /** Goes for what the look-ups since the last call will need. */
    void fetch();
}
