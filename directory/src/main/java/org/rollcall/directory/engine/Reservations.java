package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may change what: a writer holds its keys from before it reads until its commit is visible. Writers of a key come
 * one after another in the order they asked. A writer takes its place for all its keys in one step, so that no two
 * wait for each other. Nobody is blocked: whoever gives keys back is handed the writers that may go on.
 */
final class Reservations {
    private final Map<String, Ticket> last = new HashMap<>();

    /** A writer's place for its keys. */
    static class Ticket {
        private final Set<String> keys;
        private int before;
        private @Nullable List<Ticket> behind;

        Ticket(Set<String> keys) {
            this.keys = keys;
        }

        Set<String> keys() {
            return keys;
        }
    }

    /** Takes a place for all keys of the ticket, and tells whether it holds them at once. */
    synchronized boolean reserve(Ticket ticket) {
        for (String key : ticket.keys) {
            Ticket ahead = last.put(key, ticket);
            if (ahead != null) {
                if (ahead.behind == null) {
                    ahead.behind = new ArrayList<>(1);
                }
                ahead.behind.add(ticket);
                ticket.before++;
            }
        }
        return ticket.before == 0;
    }

    /** Takes a key in addition if nobody else has it or waits for it; never waits. */
    synchronized boolean tryAdd(Ticket ticket, String key) {
        Ticket holder = last.putIfAbsent(key, ticket);
        if (holder == null) {
            ticket.keys.add(key);
        }
        return holder == null || ticket.keys.contains(key);
    }

    /** Gives the keys back to those who, for some, now hold all of theirs. */
    synchronized List<Ticket> release(Ticket ticket) {
        for (String key : ticket.keys) {
            last.remove(key, ticket);
        }
        List<Ticket> behind = ticket.behind;
        if (behind == null) {
            return List.of();
        }
        List<Ticket> ready = new ArrayList<>(behind.size());
        for (Ticket waiting : behind) {
            if (--waiting.before == 0) {
                ready.add(waiting);
            }
        }
        return ready;
    }

    synchronized int size() {
        return last.size();
    }
}
