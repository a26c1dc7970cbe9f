package org.rollcall.directory.engine;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Census;
import org.rollcall.directory.Directory;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LookAhead;
import org.rollcall.directory.NamedRenewal;
import org.rollcall.directory.NamedSearch;
import org.rollcall.directory.PlainName;
import org.rollcall.directory.Recovered;
import org.rollcall.directory.RenewRequest;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.View;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.query.ConditionCompiler;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.Rdn;

/**
 * The directory of one machine, all of it in memory, with a {@link Store} behind it. It has no threads: reads run on
 * their caller's, a write on its caller's or on that of the writer before it, and somebody calls {@link #sweep} from time
 * to time, on which only the memory of ended entries depends.
 */
public final class LocalDirectory implements Directory {
    private final Schema schema;
    private final Core core;
    private final ConditionCompiler conditions;
    private final Store store;

    /**
     * An empty directory, but for the entries that are there by themselves.
     *
     * @param rootDse the attributes of the root DSE, operational ones included
     * @param monotonicNanos never goes back; {@code System::nanoTime}
     * @param wall the date, for timestamps
     * @param random for UUIDs; safe for use by many threads
     * @throws IllegalArgumentException where a suffix or subtree of the settings is not a name that can be served, or
     *     the root DSE has an attribute that the schema does not know
     */
    public LocalDirectory(
            EngineSettings settings,
            Schema schema,
            List<Attribute> rootDse,
            LongSupplier monotonicNanos,
            InstantSource wall,
            RandomGenerator random,
            Store store) {
        this.schema = schema;
        this.store = store;
        this.conditions = new ConditionCompiler(schema);
        this.core = new Core(settings, schema, new Clocks(monotonicNanos, wall), random, store, new Tree.Plan(rootDse));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public View view(Asker asker) {
        return new LocalView(core, asker);
    }

    @Override
    public EntryName name(Dn dn) {
        return core.names().name(dn);
    }

    @Override
    public EntryName name(EntryName above, Rdn rdn) {
        return core.names().name(above, rdn);
    }

    @Override
    public Condition condition(Filter filter) {
        return conditions.compile(filter);
    }

    @Override
    public Optional<NamedSearch> named(SearchQuery query, AttributeType type, PlainName name) {
        return LocalNamedSearch.of(core, query, type, name);
    }

    @Override
    public Optional<NamedRenewal> named(RenewRequest request, PlainName name) {
        return LocalNamedRenewal.of(core, request, name);
    }

    @Override
    public LookAhead lookAhead() {
        return new LocalLookAhead(core.population().index());
    }

    @Override
    public Census census() {
        return core.population().census();
    }

    /**
     * Takes out entries whose leases are over, and publishes that they expired. For readers they ended at the very
     * instant; this frees what they hold.
     *
     * @param most how many leases to look at in this call
     * @return nanoseconds until there may be more to do: 0 where there is more now, {@link Long#MAX_VALUE} where nothing
     *     has a lease
     */
    public long sweep(int most) {
        return core.sweep(most);
    }

    /**
     * Brings back what the store holds: before anybody else uses the directory. Leases are counted from the end of this
     * call: each has what is left of it, but at least half an hour or, where that is less, what it was last granted, and
     * at most what it was last granted. So neither time that passed nor a date that was set meanwhile ends or prolongs
     * any.
     *
     * @param executor makes entries of what this thread reads
     * @param progress hears now and then how many entries there are so far
     * @throws org.rollcall.directory.store.StoreException where the store cannot be read at all
     */
    public Recovered recover(Executor executor, LongConsumer progress) {
        Recovered recovered = new Recovery(core, executor, progress).run(store);
        core.sight().clocks().restart();
        return recovered;
    }

    /**
     * Tells the store of leases that were renewed, those in a range of slots. Renewals don't wait for it: those that it
     * was not told of before the process ended are forgotten. One call at a time.
     *
     * @param from the first slot, or where the former call left off
     * @param to the end of the range, which is not in it; {@link #renewalsEnd} for all
     * @param most how many to tell of in this call
     * @return where to go on; {@code to} when the range is done
     */
    public int saveRenewals(int from, int to, int most) {
        return core.saveRenewals(from, to, most);
    }

    /** No slot from this one on has a renewal; slots are counted from 0. */
    public int renewalsEnd() {
        return core.renewalsEnd();
    }

    /** Entries taken out so far because their leases were over: for metrics. */
    public long expired() {
        return core.population().expired();
    }

    @Override
    public void close() {
        store.close();
    }

    Core core() {
        return core;
    }
}
