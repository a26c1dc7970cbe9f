package org.rollcall.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.rollcall.bench.wire.Requests;
import org.rollcall.bench.wire.Template;

/** What to send next. Called by one event loop only. */
@FunctionalInterface
public interface RequestSource {
    /** Appends the next request under this id; false when there is none any more. */
    boolean writeNext(ByteBuf out, int id);

    /** The template about one person after the other. */
    static RequestSource of(Template template, LongSupplier serials) {
        return (out, id) -> {
            template.writeTo(out, id, serials.getAsLong());
            return true;
        };
    }

    /** One request for each serial number from first to last, encoded when it is due. */
    static RequestSource each(long first, long count, LongFunction<byte[]> operation) {
        AtomicLong next = new AtomicLong(first);
        return (out, id) -> {
            if (next.get() >= first + count) {
                return false;
            }
            out.writeBytes(Requests.message(id, operation.apply(next.getAndIncrement())));
            return true;
        };
    }

    /** Serial numbers below the bound, in an order that repeats from run to run. */
    static LongSupplier anyBelow(long bound) {
        SplittableRandom random = new SplittableRandom(42);
        return () -> random.nextLong(bound);
    }

    /** Serial numbers from first on, one after the other, from the start again after count. */
    static LongSupplier cycle(long first, long count) {
        AtomicLong next = new AtomicLong();
        return () -> first + next.getAndIncrement() % count;
    }
}
