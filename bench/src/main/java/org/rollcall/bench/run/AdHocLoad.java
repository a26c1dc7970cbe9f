package org.rollcall.bench.run;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.rollcall.bench.load.LoadClient;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.wire.Template;

/**
 * One workload against a server that already runs, for profiling.
 *
 * @param plain whether the server knows plain LDAP only
 * @param people in the server, from number 0 on
 * @param connections in place of the workload's own; 0 for those
 * @param warmUp time under the same load before that which is measured; zero for none
 * @param perSecond an open load of this rate; 0 for the workload's own closed one
 */
public record AdHocLoad(
        Target target,
        Workload workload,
        boolean plain,
        int people,
        int connections,
        Duration warmUp,
        Duration duration,
        double perSecond) {
    /**
     * Runs it.
     *
     * @throws IllegalArgumentException when the workload is more than one load
     */
    public Measurement run(LoadClient client) {
        if (!workload.isThroughput() && workload != Workload.INFIX) {
            throw new IllegalArgumentException(workload.id() + " is no single load");
        }
        List<Loads.Step> steps = workload.steps(plain ? Dialect.PLAIN : Dialect.N_CLIENT, people);
        LongSupplier serials = workload.needsNewNames()
                // Other names than an earlier call's, in all likelihood.
                ? RequestSource.cycle(System.nanoTime() % Template.SERIALS, Template.SERIALS)
                : RequestSource.anyBelow(people);
        int many = connections > 0 ? connections : workload.connections();
        if (warmUp.isPositive()) {
            var _ = run(client, steps, serials, many, warmUp);
        }
        return run(client, steps, serials, many, duration);
    }

    private Measurement run(
            LoadClient client, List<Loads.Step> steps, LongSupplier serials, int many, Duration length) {
        if (perSecond > 0 && workload.outstanding() > 0) {
            Loads.Step step = steps.getFirst();
            RequestSource source = RequestSource.of(step.template(), serials);
            return client.run(target, List.of(new Loads.Open(many, perSecond, source, step.expectation(), length)))
                    .getFirst();
        }
        return workload.run(client, target, steps, many, serials, length);
    }

    /** Adds the people, with applications, to a server that knows Rollcall's dialects. */
    public static void addPeople(LoadClient client, Target target, int people) {
        Rollcall.addPeople(client, target, people, Workload.LEASE);
    }
}
