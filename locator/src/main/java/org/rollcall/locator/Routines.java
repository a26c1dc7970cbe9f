package org.rollcall.locator;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Directory;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;

/**
 * What most requests are: the same as one before, with another name. For those the reading of the request, its
 * translation and the shape of its reply are remembered, and only the name is looked up. A bounded number of forms is
 * remembered, by the length of the request; one of every few unknown requests is learned from, so that a client that
 * always sends something new costs little and drives few others out. Safe for many threads.
 */
final class Routines {
    /** Forms of one length that are remembered. */
    private static final int WAYS = 8;

    private final RoutineReader reader;
    private final int learnOneOf;
    private final AtomicReferenceArray<Routine> known = new AtomicReferenceArray<>(RequestOctets.LONGEST * WAYS);
    private final AtomicInteger unknown = new AtomicInteger();
    private final FastThreadLocal<RoutineDesk> desks;

    /** @param learnOneOf how many unknown requests go by for each that is learned from, at least 1 */
    Routines(Directory directory, RoutineReader reader, int learnOneOf) {
        this.reader = reader;
        this.learnOneOf = learnOneOf;
        this.desks = new FastThreadLocal<>() {
            @Override
            protected RoutineDesk initialValue() {
                return new RoutineDesk(directory.lookAhead());
            }
        };
    }

    /** As {@link Locator#answer} says. */
    int answer(RequestOctets request, Caller caller, ByteBuf out) {
        Routine routine = find(request, caller);
        if (routine == null) {
            return Locator.NO_ROUTINE;
        }
        request.found(routine.form());
        return desks.get().answer(routine, request, caller, out);
    }

    /** As {@link Locator#foresee} says. */
    void foresee(RequestOctets[] requests, int count, Caller caller) {
        RoutineDesk desk = desks.get();
        for (int i = 0; i < count; i++) {
            // Not held against the form: a wrong guess costs a look at what nobody needs.
            Routine routine = known.getAcquire((requests[i].end() - requests[i].start()) * WAYS);
            if (routine != null) {
                desk.expect(routine, requests[i]);
            }
        }
        desk.fetch();
    }

    private @Nullable Routine find(RequestOctets request, Caller caller) {
        int first = (request.end() - request.start()) * WAYS;
        for (int i = first; i < first + WAYS; i++) {
            Routine routine = known.getAcquire(i);
            if (routine == null
                    || (routine.version() == caller.version() && routine.form().fits(request))) {
                return routine;
            }
        }
        return null;
    }

    /** Remembers the form of a request, if it is a routine and its turn has come. */
    void learn(RequestOctets octets, LdapMessage message, Caller caller) {
        int turn = unknown.incrementAndGet();
        if (turn % learnOneOf == 0) {
            reader.read(octets, message, caller).ifPresent(routine -> remember(octets, routine, turn));
        }
    }

    private void remember(RequestOctets octets, Routine routine, int turn) {
        int first = (octets.end() - octets.start()) * WAYS;
        for (int i = first; i < first + WAYS; i++) {
            Routine there = known.getAcquire(i);
            if (there == null) {
                // Two threads may want the same free place; one of them will learn it another time.
                known.compareAndSet(i, null, routine);
                return;
            }
            if (there.version() == routine.version() && there.form().fits(octets)) {
                return;
            }
        }
        known.setRelease(first + Math.floorMod(turn / learnOneOf, WAYS), routine);
    }
}
