package org.rollcall.server.limits;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts open connections, in all and per address, and turns away what is too many. Safe for use by many threads. */
public final class Admission {
    private final int mostInAll;
    private final int mostPerAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<Long, Integer> openByAddress = new ConcurrentHashMap<>();

    public Admission(int mostInAll, int mostPerAddress) {
        this.mostInAll = mostInAll;
        this.mostPerAddress = mostPerAddress;
    }

    /** Counts a connection in, or says which limit it is over; what was counted in must {@link #leave}. */
    public Optional<Limit> enter(Client client) {
        if (open.incrementAndGet() > mostInAll) {
            open.decrementAndGet();
            return Optional.of(Limit.CONNECTIONS);
        }
        if (!client.exempt() && openByAddress.merge(client.key(), 1, Integer::sum) > mostPerAddress) {
            leave(client);
            return Optional.of(Limit.CONNECTIONS_PER_ADDRESS);
        }
        return Optional.empty();
    }

    public void leave(Client client) {
        open.decrementAndGet();
        if (!client.exempt()) {
            openByAddress.computeIfPresent(client.key(), (key, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Connections counted in now. */
    public int open() {
        return open.get();
    }

    /** Addresses with open connections that count. */
    int addresses() {
        return openByAddress.size();
    }
}
