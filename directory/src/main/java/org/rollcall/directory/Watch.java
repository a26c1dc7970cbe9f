package org.rollcall.directory;

import java.util.List;

/**
 * A place in the feed of changes. The engine never waits for a watcher: one that fell behind by more than the feed
 * keeps is told so, takes a {@link View#search} and goes on from {@link #skip}. Only the privileged are told of levels
 * that come and go with the entries beneath them.
 */
public interface Watch extends AutoCloseable {

    /** What came next. */
    sealed interface Next {
        /** In order of their numbers; empty when nothing is new. */
        record Changes(List<Change> changes) implements Next {
            public Changes {
                changes = List.copyOf(changes);
            }
        }

        /** Changes up to this number are lost to this watcher. */
        record Overrun(long upTo) implements Next {}
    }

    /** Takes up to this many changes, without waiting. */
    Next poll(int most);

    /** Goes on from the newest change. @return its number: a search begun after this call has seen at least that */
    long skip();

    /** Called (on an engine's thread: hand over at once) when something new is there after an empty poll. */
    void onNews(Runnable wakeUp);

    @Override
    void close();
}
