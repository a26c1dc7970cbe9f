package org.rollcall.server.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one session that have no result yet: those that wait in the order they came, searches in the order of
 * their turns, commits in none. Their number is limited, so that a look through all of them is quick.
 */
final class UnderWay {
    private final ArrayList<Operation> all = new ArrayList<>(4);
    private final ArrayDeque<Operation> waiting = new ArrayDeque<>(2);
    private final ArrayDeque<Operation> searches = new ArrayDeque<>(2);
    private long octets;
    private boolean binding;

    /** Takes an operation in, where its state says. */
    void add(Operation operation) {
        all.add(operation);
        octets += operation.octets;
        switch (operation.state) {
            case WAITING, ANSWERED, REFUSED -> waiting.add(operation);
            case STREAMING -> searches.add(operation);
            case BINDING -> binding = true;
            case COMMITTING -> {}
        }
    }

    /** Forgets an operation that stands in no queue any more. */
    void retire(Operation operation) {
        int index = all.indexOf(operation);
        if (index >= 0) {
            Operation last = all.removeLast();
            if (last != operation) {
                all.set(index, last);
            }
            octets -= operation.octets;
            binding &= operation.state != Operation.State.BINDING;
        }
    }

    /** Forgets an operation that can be stopped; false where it can't be, and goes on. */
    boolean stop(Operation operation) {
        boolean stopped = switch (operation.state) {
            case WAITING -> operation.kind != OperationKind.BIND && waiting.remove(operation);
            case STREAMING -> searches.remove(operation);
            case ANSWERED, REFUSED, COMMITTING, BINDING -> false;
        };
        if (stopped) {
            retire(operation);
        }
        return stopped;
    }

    @Nullable
    Operation find(int messageId) {
        for (int i = 0; i < all.size(); i++) {
            Operation operation = all.get(i);
            if (operation.message.messageId() == messageId) {
                return operation;
            }
        }
        return null;
    }

    /** True where a request of this kind may start as things are: a bind only when nothing has begun, nothing beside it. */
    boolean mayStart(OperationKind kind) {
        return !binding && (kind != OperationKind.BIND || all.size() == waiting.size());
    }

    boolean isAnyWaiting() {
        return !waiting.isEmpty();
    }

    /** True where the first that waits may start. */
    boolean canStart() {
        Operation first = waiting.peek();
        return first != null && mayStart(first.kind);
    }

    /** Takes the first that waits out of its queue. */
    Operation takeWaiting() {
        return waiting.remove();
    }

    /** Forgets all that has not begun. */
    void dropWaiting() {
        waiting.forEach(this::retire);
        waiting.clear();
    }

    boolean isAnySearching() {
        return !searches.isEmpty();
    }

    /** Takes the search whose turn it is out of its queue; {@link #putBack} or {@link #retire} it. */
    @Nullable
    Operation takeSearch() {
        return searches.poll();
    }

    /** Puts a search behind the others. */
    void putBack(Operation search) {
        searches.add(search);
    }

    int size() {
        return all.size();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** What the requests came in, together. */
    long octets() {
        return octets;
    }

    void clear() {
        all.clear();
        waiting.clear();
        searches.clear();
        octets = 0;
        binding = false;
    }
}
