package org.rollcall.server.netbios;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what those who came by NetBIOS were told. Safe for use by many threads. */
public final class NetbiosCounters {
    private final Map<SessionOutcome, LongAdder> sessions = adders(SessionOutcome.class);
    private final Map<NameOutcome, LongAdder> queries = adders(NameOutcome.class);

    // Not changed once it is made, so that any thread may look.
    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        Map<E, LongAdder> adders = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            adders.put(each, new LongAdder());
        }
        return Collections.unmodifiableMap(adders);
    }

    private static <E extends Enum<E>> void count(Map<E, LongAdder> adders, E what) {
        LongAdder adder = adders.get(what);
        if (adder != null) {
            adder.increment();
        }
    }

    private static <E extends Enum<E>> Map<E, Long> sums(Class<E> type, Map<E, LongAdder> adders) {
        Map<E, Long> sums = new EnumMap<>(type);
        adders.forEach((what, adder) -> sums.put(what, adder.sum()));
        return sums;
    }

    /** A session request got this answer. */
    void answered(SessionOutcome outcome) {
        count(sessions, outcome);
    }

    /** A query came to this. */
    void asked(NameOutcome outcome) {
        count(queries, outcome);
    }

    /** Session requests by their answers. */
    public Map<SessionOutcome, Long> sessions() {
        return sums(SessionOutcome.class, sessions);
    }

    /** Queries by what they came to. */
    public Map<NameOutcome, Long> queries() {
        return sums(NameOutcome.class, queries);
    }
}
