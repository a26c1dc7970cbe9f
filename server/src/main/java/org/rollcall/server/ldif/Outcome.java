package org.rollcall.server.ldif;

import java.util.List;

/** What became of an entry that came from elsewhere. */
public sealed interface Outcome {

    /**
     * It is there.
     *
     * @param replaced true where one of its name was there before
     * @param shortened true where it asked for a longer lease than the operator allows
     * @param dropped its attributes that were not taken over, since only a server writes them
     */
    record Taken(boolean replaced, boolean shortened, List<String> dropped) implements Outcome {
        public Taken {
            dropped = List.copyOf(dropped);
        }
    }

    /** Left out, because an entry of its name is there. */
    record Kept() implements Outcome {}

    /** Left out, because every directory has this entry by itself. */
    record BuiltIn() implements Outcome {}

    /**
     * Not taken.
     *
     * @param reason what is wrong, and what can be done about it
     */
    record Refused(String reason) implements Outcome {}

    /**
     * Given up, and no other will be taken; it may be there or not.
     *
     * @param reason why the directory takes nothing
     */
    record Failed(String reason) implements Outcome {}
}
