package org.rollcall.bench.load;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of open loads side by side: a pacer sends what is due, whatever was answered. On the load's event loop. */
// A failed write or close ends in channelInactive or exceptionCaught, which are handled.
@SuppressWarnings("FutureReturnValueIgnored")
final class OpenLoop {
    /** The kernel's timers are this late at times; nearer due times are polled for. */
    private static final long TIMER_SLACK_NANOS = 200_000;

    private final LoadClient client;
    private final List<Stream> streams = new ArrayList<>();
    private final CompletableFuture<List<Measurement>> result = new CompletableFuture<>();

    OpenLoop(LoadClient client, List<Loads.Open> loads) {
        this.client = client;
        loads.forEach(load -> streams.add(new Stream(load)));
    }

    CompletableFuture<List<Measurement>> start(Target target) {
        List<Lane> lanes = new ArrayList<>();
        streams.forEach(stream -> lanes.addAll(stream.lanes));
        client.connect(target, lanes).whenComplete((channels, failed) -> {
            if (failed != null) {
                result.completeExceptionally(failed);
                return;
            }
            result.whenComplete((measurement, error) -> channels.forEach(Channel::close));
            long now = client.nanoClock().getAsLong();
            Duration longest = Duration.ZERO;
            for (Stream stream : streams) {
                stream.begin(now);
                longest = stream.load.duration().compareTo(longest) > 0 ? stream.load.duration() : longest;
            }
            client.limit(result, longest.plus(Loads.DRAIN_LIMIT));
            tick();
        });
        return result;
    }

    private void tick() {
        if (result.isDone()) {
            return;
        }
        long now = client.nanoClock().getAsLong();
        long wait = Long.MAX_VALUE;
        boolean over = true;
        for (Stream stream : streams) {
            stream.sendDue(now);
            wait = Math.min(wait, stream.waitNanos(now));
            over &= stream.isOver();
        }
        if (over) {
            result.complete(streams.stream().map(Stream::measurement).toList());
            return;
        }
        client.loop().schedule(this::tick, wait, TimeUnit.NANOSECONDS);
    }

    /** One rate: its schedule and its lanes, used in turn. */
    private final class Stream {
        private final Loads.Open load;
        private final Tally tally = new Tally();
        private final List<Lane> lanes = new ArrayList<>();
        private final List<FreeSlots> free = new ArrayList<>();
        private OpenSchedule schedule = new OpenSchedule(0, 1, 0);
        private long startNanos;
        private long lastNanos;
        private int turn;
        private int inFlight;

        Stream(Loads.Open load) {
            this.load = load;
            for (int i = 0; i < load.connections(); i++) {
                FreeSlots slots = new FreeSlots(Loads.Open.SLOTS);
                free.add(slots);
                lanes.add(new Lane(
                        Loads.Open.SLOTS,
                        load.source(),
                        load.expectation(),
                        tally,
                        client.nanoClock(),
                        (lane, slot, nowNanos) -> {
                            slots.put(slot);
                            inFlight--;
                            lastNanos = nowNanos;
                        },
                        result::completeExceptionally));
            }
        }

        void begin(long nowNanos) {
            startNanos = nowNanos;
            lastNanos = nowNanos;
            long count = (long) (load.perSecond() * load.duration().toNanos() / 1e9);
            schedule = new OpenSchedule(nowNanos, load.perSecond(), count);
        }

        void sendDue(long nowNanos) {
            int full = 0;
            while (full < lanes.size() && schedule.isDue(nowNanos)) {
                int lane = turn;
                turn = (turn + 1) % lanes.size();
                if (free.get(lane).isEmpty()) {
                    full++;
                    continue;
                }
                full = 0;
                if (!lanes.get(lane).send(free.get(lane).take(), schedule.nextNanos())) {
                    result.completeExceptionally(new LoadFailedException("an open load has run out of requests"));
                    return;
                }
                schedule.take();
                inFlight++;
            }
            lanes.forEach(Lane::flush);
        }

        long waitNanos(long nowNanos) {
            if (schedule.isOver()) {
                return TIMER_SLACK_NANOS;
            }
            return Math.max(1, schedule.nextNanos() - nowNanos - TIMER_SLACK_NANOS);
        }

        boolean isOver() {
            return schedule.isOver() && inFlight == 0;
        }

        Measurement measurement() {
            return tally.over(Duration.ofNanos(Math.max(load.duration().toNanos(), lastNanos - startNanos)));
        }
    }

    /** A stack of slot numbers. */
    private static final class FreeSlots {
        private final int[] slots;
        private int size;

        FreeSlots(int count) {
            slots = new int[count];
            for (int slot = count - 1; slot >= 0; slot--) {
                put(slot);
            }
        }

        boolean isEmpty() {
            return size == 0;
        }

        void put(int slot) {
            slots[size++] = slot;
        }

        int take() {
            return slots[--size];
        }
    }
}
