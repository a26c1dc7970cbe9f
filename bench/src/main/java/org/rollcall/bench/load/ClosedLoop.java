package org.rollcall.bench.load;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One run of a closed load: every slot of every lane sends again as soon as it is answered. On the load's event loop. */
// A failed write or close ends in channelInactive or exceptionCaught, which are handled.
@SuppressWarnings("FutureReturnValueIgnored")
final class ClosedLoop {
    private final LoadClient client;
    private final Loads.Closed load;
    private final Tally tally = new Tally();
    private final CompletableFuture<Measurement> result = new CompletableFuture<>();
    private long startNanos;
    private long lastNanos;
    private long deadlineNanos;
    private long sent;
    private int lanesAtWork;

    ClosedLoop(LoadClient client, Loads.Closed load) {
        this.client = client;
        this.load = load;
    }

    CompletableFuture<Measurement> start(Target target) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < load.connections(); i++) {
            lanes.add(new Lane(
                    load.outstanding(),
                    load.source(),
                    load.expectation(),
                    tally,
                    client.nanoClock(),
                    this::completed,
                    result::completeExceptionally));
        }
        client.connect(target, lanes).whenComplete((channels, failed) -> {
            if (failed != null) {
                result.completeExceptionally(failed);
                return;
            }
            result.whenComplete((measurement, error) -> channels.forEach(Channel::close));
            begin(lanes);
        });
        return result;
    }

    private void begin(List<Lane> lanes) {
        startNanos = client.nanoClock().getAsLong();
        lastNanos = startNanos;
        deadlineNanos = startNanos + load.duration().toNanos();
        lanesAtWork = lanes.size();
        client.limit(result, load.duration().plus(Loads.DRAIN_LIMIT));
        for (Lane lane : lanes) {
            for (int slot = 0; slot < lane.slots(); slot++) {
                sendFrom(lane, slot, startNanos);
            }
            lane.flush();
            if (lane.inFlight() == 0) {
                laneEnded();
            }
        }
    }

    private boolean sendFrom(Lane lane, int slot, long nowNanos) {
        if (sent < load.maxRequests() && lane.send(slot, nowNanos)) {
            sent++;
            return true;
        }
        return false;
    }

    private void completed(Lane lane, int slot, long nowNanos) {
        lastNanos = nowNanos;
        boolean again = nowNanos - deadlineNanos < 0 && sendFrom(lane, slot, nowNanos);
        if (!again && lane.inFlight() == 0) {
            laneEnded();
        }
    }

    private void laneEnded() {
        lanesAtWork--;
        if (lanesAtWork == 0) {
            result.complete(tally.over(Duration.ofNanos(lastNanos - startNanos)));
        }
    }
}
