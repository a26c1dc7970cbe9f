package org.rollcall.directory.engine;

import org.jspecify.annotations.Nullable;
import org.rollcall.access.check.Token;

/** What somebody is granted by each of several guards, asked once and remembered for a while. For one thread. */
final class Grants {
    private static final int FIRST = 16;
    private static final int MOST = 4096;

    private final Token token;
    private @Nullable Guard[] guards = new Guard[FIRST];
    private int[] granted = new int[FIRST];
    private int replaced;

    Grants(Token token) {
        this.token = token;
    }

    /** A combination of {@link org.rollcall.access.descriptor.Rights}. */
    int of(Guard guard) {
        int place = guard.number() & (guards.length - 1);
        return guards[place] == guard ? granted[place] : ask(guard, place);
    }

    private int ask(Guard guard, int taken) {
        int place = taken;
        if (guards[place] != null && ++replaced > guards.length / 4 && guards.length < MOST) {
            // What was remembered is asked again: that is cheaper than to make sure of it here.
            guards = new Guard[guards.length * 4];
            granted = new int[guards.length];
            replaced = 0;
            place = guard.number() & (guards.length - 1);
        }
        int answer = guard.granted(token);
        guards[place] = guard;
        granted[place] = answer;
        return answer;
    }
}
