package org.rollcall.server.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Counts what the domain was asked, and what came of it. Safe for use by many threads. */
public final class DomainCounters {
    private final LongSupplier nanoTime;
    private final Map<DomainRequest, Map<DomainOutcome, LongAdder>> requests;
    private final Map<DomainRequest, LongAdder> nanos;
    private final AtomicInteger helpersBusy = new AtomicInteger();
    private final LongAdder helpersLost = new LongAdder();

    /** @param nanoTime a monotonic clock */
    DomainCounters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.requests = each(DomainRequest.class, () -> each(DomainOutcome.class, LongAdder::new));
        this.nanos = each(DomainRequest.class, LongAdder::new);
    }

    // Not changed once it is made, so that any thread may look.
    private static <E extends Enum<E>, V> Map<E, V> each(Class<E> type, Supplier<V> value) {
        Map<E, V> values = new EnumMap<>(type);
        for (E key : type.getEnumConstants()) {
            values.put(key, value.get());
        }
        return Collections.unmodifiableMap(values);
    }

    /** Counts a request when it has an answer. */
    <T> CompletionStage<T> count(
            DomainRequest request, CompletionStage<T> answer, Function<T, DomainOutcome> outcomeOf) {
        long began = nanoTime.getAsLong();
        return answer.thenApply(result -> {
            adder(request, outcomeOf.apply(result)).increment();
            of(nanos, request).add(nanoTime.getAsLong() - began);
            return result;
        });
    }

    private LongAdder adder(DomainRequest request, DomainOutcome outcome) {
        return of(of(requests, request), outcome);
    }

    private static <E, V> V of(Map<E, V> map, E key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("nothing was made for " + key);
        }
        return value;
    }

    void helperBegins() {
        helpersBusy.incrementAndGet();
    }

    void helperEnds() {
        helpersBusy.decrementAndGet();
    }

    /** A helper ended, or was ended, and another takes its place. */
    void helperLost() {
        helpersLost.increment();
    }

    /** Requests of this kind that came to this. */
    public long requests(DomainRequest request, DomainOutcome outcome) {
        return adder(request, outcome).sum();
    }

    /** How long all requests of this kind took together, with the time that they waited for their turn. */
    public long nanos(DomainRequest request) {
        return of(nanos, request).sum();
    }

    /** Helpers that are judging now. */
    public int helpersBusy() {
        return helpersBusy.get();
    }

    /** Helpers that ended by themselves, took too long, or wrote nonsense. */
    public long helpersLost() {
        return helpersLost.sum();
    }
}
